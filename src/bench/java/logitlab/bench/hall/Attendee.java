package logitlab.bench.hall;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.bench.hall.HallFigures.Kind;

/** What a learner does: every link comes from the answer before it, as in a browser. */
final class Attendee {

    private static final Duration PACE = Duration.ofSeconds(2);
    private static final String LINK = "link";
    private static final String NEXT = "next";
    private static final String LOOK = "look";

    private static final Pattern STEP = Pattern.compile("<a id=\"step\"[^>]* data-hx-get=\"([^\"]+)\"");
    private static final Pattern INSIDE = Pattern.compile("href=\"(/inside\\?[^\"#]+)");

    private final HallFigures figures;
    private final Syllabus syllabus;

    Attendee(HallFigures figures, Syllabus syllabus) {
        this.figures = figures;
        this.syllabus = syllabus;
    }

    /** 60% steps, 15% settings, 10% lesson pages, 10% exercises, 5% first pages and looks inside, one every two seconds. */
    ChainBuilder visits(Duration length) {
        return exec(first())
                .exec(during(length)
                        .on(pace(PACE)
                                .exec(randomSwitch()
                                        .on(
                                                percent(60).then(step()),
                                                percent(15).then(settings()),
                                                percent(10).then(lesson()),
                                                percent(10).then(exercise()),
                                                percent(2.5).then(first()),
                                                percent(2.5).then(inside())))));
    }

    /** Opens the playground with a new story. */
    ChainBuilder first() {
        return exec(session -> session.set(LINK, "/play?" + syllabus.story()))
                .exec(lab(request(Kind.FIRST, session -> session.getString(LINK))))
                .exec(Session::markAsSucceeded);
    }

    /** Takes the next step, or begins a new story after the end of this one. */
    ChainBuilder step() {
        return orFirst(
                NEXT,
                lab(fragment(Kind.STEP, session -> session.getString(NEXT))
                        .check(header("HX-Push-Url").saveAs(LINK))));
    }

    /** Moves the temperature, which chooses the token of this step again in the sampled lane. */
    ChainBuilder settings() {
        return orFirst(
                LINK,
                lab(fragment(Kind.SETTINGS, session -> "/play/settings?" + Syllabus.moved(session.getString(LINK)))
                        .check(header("HX-Replace-Url").saveAs(LINK))));
    }

    ChainBuilder lesson() {
        return exec(request(Kind.LESSON, session -> syllabus.lesson())).exec(Session::markAsSucceeded);
    }

    ChainBuilder exercise() {
        return exec(fragment(Kind.EXERCISE, session -> syllabus.answer())).exec(Session::markAsSucceeded);
    }

    ChainBuilder inside() {
        return orFirst(LOOK, request(Kind.INSIDE, session -> session.getString(LOOK)));
    }

    private ChainBuilder orFirst(String needed, HttpRequestActionBuilder request) {
        return doIfOrElse((Session session) -> !link(session, needed).isEmpty())
                .then(exec(request).exec(Session::markAsSucceeded))
                .orElse(first());
    }

    private static String link(Session session, String name) {
        return session.contains(name) ? session.getString(name) : "";
    }

    private HttpRequestActionBuilder request(Kind kind, Function<Session, String> address) {
        return http(kind.word())
                .get(session -> {
                    figures.asked(kind);
                    return address.apply(session);
                })
                .transformResponse((response, session) -> {
                    answered(kind, response);
                    return response;
                })
                .check(status().is(200));
    }

    private HttpRequestActionBuilder fragment(Kind kind, Function<Session, String> address) {
        return request(kind, address).header("HX-Request", "true");
    }

    /** Reads the links that the next requests follow. */
    private static HttpRequestActionBuilder lab(HttpRequestActionBuilder request) {
        return request.check(
                bodyString().transform(html -> found(STEP, html)).saveAs(NEXT),
                bodyString().transform(html -> found(INSIDE, html)).saveAs(LOOK));
    }

    private static String found(Pattern link, String html) {
        Matcher found = link.matcher(html);
        return found.find() ? found.group(1).replace("&amp;", "&") : "";
    }

    private void answered(Kind kind, Response response) {
        int status = response.status().code();
        figures.answered(kind, status, response.endTimestamp() - response.startTimestamp());
        if (status >= 400 && response.body().length() == 0) {
            figures.wrong(kind, status + " without a body");
        }
        if (status == 503 && !response.headers().contains("Retry-After")) {
            figures.wrong(kind, "503 without Retry-After");
        }
    }
}
