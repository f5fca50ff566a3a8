package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import logitlab.lesson.file.Course;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.web.api.ApiRoutes;
import logitlab.web.challenge.ChallengeRoutes;
import logitlab.web.home.HomeRoutes;
import logitlab.web.home.SiteRoutes;
import logitlab.web.inside.InsideRoutes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.inside.heads.HeadsRoutes;
import logitlab.web.lessons.LessonRoutes;
import logitlab.web.link.Tool;
import logitlab.web.models.ModelsRoutes;
import logitlab.web.play.PlayRoutes;
import logitlab.web.preview.PreviewRoutes;
import logitlab.web.stream.SseExecutor;
import logitlab.web.tool.ToolRoute;
import logitlab.web.tool.futures.FuturesView;
import logitlab.web.tool.others.OthersView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole site when no place is free: what runs a model is refused in its own form, and everything else is answered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverloadTest {

    private static final String LINK = "prompt=Once+upon+a+time&a=greedy";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static RequestLimiter limiter;
    private static SseExecutor streams;
    private static Course course;
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        Models models = Packages.SHIPPED;
        course = Course.open(Path.of("lessons"), models, problem -> {});
        HeadScoring heads = new HeadScoring();
        limiter = new RequestLimiter(2, 1, new ClientQuota(0, 0), Duration.ofSeconds(10));
        streams = new SseExecutor(limiter, new ClientQuota(0, 0));
        server = Server.start(
                "127.0.0.1",
                0,
                List.of(
                        new HomeRoutes(course, models, limiter),
                        new PreviewRoutes(models, limiter),
                        new SiteRoutes(course, models, limiter),
                        new PlayRoutes(models, course::outline, limiter, streams),
                        ToolRoute.ofLongWork(Tool.FUTURES, models, limiter, FuturesView::of),
                        new ToolRoute<>(Tool.OTHERS, models, limiter, OthersView::of),
                        new InsideRoutes(models, limiter),
                        new HeadsRoutes(models, heads, limiter),
                        new LessonRoutes(course, limiter),
                        new ChallengeRoutes(course, models, limiter),
                        new ModelsRoutes(models),
                        new ApiRoutes(models, heads, limiter, streams)));
    }

    @AfterAll
    static void stop() {
        streams.close();
        server.close();
        limiter.close();
        course.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static HttpResponse<String> refused(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-9]\\d*"));
        assertThat(answer.body()).contains("Too many visitors are waiting");
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/play",
                "/play?" + LINK,
                "/play/futures?" + LINK,
                "/play/others?" + LINK,
                "/play/picture.png?" + LINK,
                "/play/step?" + LINK + "&b=beam&b.beams=3",
                "/inside?prompt=Once",
                "/inside/picture.png?prompt=Once",
                "/inside/heads",
                "/lessons/softmax",
                "/lessons/softmax/sheet",
                "/lessons/softmax/picture.png",
                "/challenge?seed=1",
                "/certificate?seed=1&name=A",
            })
    void a_page_or_picture_is_refused_with_a_page(String path) throws Exception {
        HttpResponse<String> answer = refused(request(path));
        assertThat(answer.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/play/step?" + LINK,
                "/play/settings?" + LINK,
                "/play/roll?" + LINK,
                "/inside?prompt=Once",
            })
    void a_fragment_is_refused_with_a_fragment_that_htmx_shows(String path) throws Exception {
        HttpResponse<String> answer = refused(request(path).header("HX-Request", "true"));
        assertThat(answer.body()).contains("id=\"problem\"").doesNotContain("<html");
        assertThat(answer.headers().firstValue("HX-Retarget")).contains("#problem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lessons/softmax/exercises/practice",
                "/lessons/softmax/exercises/practice/feedback?practice.answer=1",
            })
    void a_part_of_a_lesson_is_refused_where_it_stands(String path) throws Exception {
        HttpResponse<String> answer = refused(request(path).header("HX-Request", "true"));
        assertThat(answer.body()).contains("data-says=").doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/heads?model=storyteller", "/api/v1/receipt?" + LINK})
    void a_question_of_a_program_is_refused_in_json(String path) throws Exception {
        assertThat(refused(request(path)).body()).startsWith("{\"error\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "next", "inspect", "futures", "beam"})
    void a_body_of_a_program_is_refused_in_json(String name) throws Exception {
        String body =
                name.equals("decode") ? "{\"logits\": [1, 2]}" : "{\"model\": \"storyteller\", \"prompt\": \"Once\"}";
        assertThat(refused(request("/api/v1/" + name)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                        .body())
                .startsWith("{\"error\":");
    }

    @Test
    void a_stream_is_refused_with_an_event_and_for_a_program_with_a_status() throws Exception {
        HttpResponse<String> browser = CLIENT.send(
                request("/play/stream?" + LINK)
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofString());
        assertThat(browser.statusCode()).isEqualTo(200); // browsers read no stream with a different status
        assertThat(browser.headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.body()).contains("event: error", "data: ");

        HttpResponse<String> program =
                CLIENT.send(request("/api/v1/stream?" + LINK).build(), BodyHandlers.ofString());
        assertThat(program.statusCode()).isEqualTo(503);
        assertThat(program.headers().firstValue("Retry-After")).isPresent();
        assertThat(program.body()).startsWith("{\"error\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/static/icon.svg",
                "/models",
                "/lessons",
                "/glossary",
                "/api/v1/models",
                "/api/v1/openapi.json"
            })
    void what_runs_no_model_is_answered(String path) throws Exception {
        assertThat(CLIENT.send(request(path).build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }
}
