package logitlab.web.tool.others;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.Draw;
import logitlab.decoding.Order;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.LanguageModel;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page of all orders, on the real server; nothing here depends on the weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OthersPageTest {

    private static final String LINK =
            "prompt=The+king+had+a&seed=4&a=sample&a.temperature=0.6&a.top-p=0.8&a.min-p=0.02";
    private static final Settings SETTINGS = Settings.of(Map.of("temperature", "0.6", "top-p", "0.8", "min-p", "0.02"));
    private static final Pattern ROW = Pattern.compile(
            "others__name\">([^<]*)<.*?others__number\">([^<]*)<.*?class=\"token\">([^<]*)<.*?others__number\">([^<]*)<",
            Pattern.DOTALL);

    private static String page(String query) {
        HttpResponse<String> answer = TestServer.get("/play/others?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Step step(Settings settings) {
        LanguageModel model = TestServer.models().first();
        Prefix prompt = model.prompt("The king had a");
        return Step.of(model.logits(prompt), prompt, settings.stages(), new Draw(4, 0));
    }

    @Test
    void each_row_shows_what_its_order_keeps_and_what_the_same_draw_takes() {
        List<MatchResult> rows = ROW.matcher(page(LINK)).results().toList();
        assertThat(rows).hasSize(10);
        List<Settings> settings = new ArrayList<>();
        for (Order order : Order.values()) {
            settings.add(SETTINGS.in(order));
        }
        for (Order order : Order.values()) {
            settings.add(order.defaults());
        }
        LanguageModel model = TestServer.models().first();
        for (int i = 0; i < rows.size(); i++) {
            Step step = step(settings.get(i));
            assertThat(rows.get(i).group(2)).isEqualTo(Numbers.count(step.kept()));
            assertThat(rows.get(i).group(3))
                    .isEqualTo(TokenText.visible(model.tokenizer().token(step.chosen())));
            assertThat(rows.get(i).group(4)).isEqualTo(Numbers.percent(step.samplingProbability(step.chosen())));
        }
    }

    @Test
    void a_row_that_differs_says_why_and_leads_to_a_lane_with_its_order() {
        String page = page(LINK);
        assertThat(step(SETTINGS.in(Order.LLAMA_CPP)).kept())
                .isGreaterThan(step(SETTINGS).kept());
        assertThat(page).contains("It cuts first and divides by the temperature last. It also keeps");
        assertThat(page).contains("This is the lane.");
        assertThat(page)
                .contains("&amp;b=sample&amp;b.temperature=0.6&amp;b.top-p=0.8&amp;b.min-p=0.02&amp;b.order=llama.cpp");
    }

    @Test
    void a_setting_that_a_program_lacks_is_left_out_and_named() {
        String page = page(LINK + "&a.typical-p=0.5&a.bias.300=-2");
        assertThat(page).contains("It does not have: bias, Typical-p.");
    }

    @Test
    void with_four_lanes_there_is_no_room_for_another() {
        assertThat(page(LINK + "&b=greedy&c=greedy&d=greedy&lane=a")).doesNotContain("Put this next to mine");
    }

    @Test
    void a_lane_that_had_finished_has_nothing_to_choose() {
        assertThat(page("prompt=The+cat&a=greedy&a.ids=0&b=sample&at=2&lane=a"))
                .contains("The text had ended before this step");
    }

    @Test
    void an_order_that_does_not_exist_is_refused_by_name() {
        HttpResponse<String> answer = TestServer.get("/play?a=sample&a.order=gpt");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("transformers, llama.cpp, vllm, ollama, top-50");
        assertThat(TestServer.get("/play?a=sample&a.order=vllm&a.typical-p=0.5").body())
                .contains("is not a setting in the order “vllm”");
    }
}
