package logitlab.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** The forms in which a failure is reported, each for those who can use it, with the same sentence in all. */
enum ErrorFormat {
    /** For a visitor who opens an address. */
    PAGE("text/html; charset=utf-8"),
    /** For a page that requests a part of itself. */
    FRAGMENT("text/html; charset=utf-8"),
    /** For a page that listens to a stream. */
    EVENT("text/event-stream; charset=utf-8"),
    /** For a program that calls the API. */
    JSON("application/json");

    private static final JsonMapper MAPPER = new JsonMapper();

    /** A widget or an exercise of a lesson, with its id. */
    private static final Pattern BLOCK =
            Pattern.compile("/lessons/[^/]+/(widget|exercise)s/([A-Za-z0-9-]{1,60})(/feedback)?");

    private final String contentType;

    ErrorFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The form for a request that no route answers. */
    static ErrorFormat of(Request request) {
        boolean part = "true".equals(request.getHeaders().get("HX-Request"));
        return of(request.getMethod(), Request.getPathInContext(request), part);
    }

    /** @param part whether a page requests a part of itself */
    static ErrorFormat of(String method, String path, boolean part) {
        if (path.equals("/api") || path.startsWith("/api/")) {
            return JSON;
        }
        if (path.equals("/play/stream") && method.equals("GET")) {
            return EVENT;
        }
        return part || BLOCK.matcher(path).matches() ? FRAGMENT : PAGE;
    }

    /** @param path the requested path */
    Map<String, String> headers(String path) {
        if (this != FRAGMENT) {
            return Map.of("Content-Type", contentType);
        }
        Matcher block = BLOCK.matcher(path);
        String status = block.matches() ? block.group(1).equals("widget") ? "-status" : "-feedback" : "";
        return Map.of(
                "Content-Type",
                contentType,
                "HX-Retarget",
                block.matches() ? "#" + block.group(2) + status : "#problem",
                "HX-Reswap",
                block.matches() ? "innerHTML" : "outerHTML",
                "HX-Reselect",
                "unset");
    }

    String body(Messages messages, int status, String path, InputProblem problem) {
        return switch (this) {
            case PAGE -> Html.text("pages/error", ErrorPage.of(messages, status, path, problem));
            case FRAGMENT ->
                Html.text(BLOCK.matcher(path).matches() ? "fragments/refused" : "fragments/problem", problem);
            case EVENT -> event(problem.sentence());
            case JSON -> json(problem);
        };
    }

    /** The answer to a link that was made with other weights: what is the case and, where a person can read it, what to do. */
    String body(OtherWeightsPage page) {
        return switch (this) {
            case PAGE -> Html.text("pages/otherweights", page);
            case FRAGMENT -> Html.text("fragments/otherweights", page);
            case EVENT -> event(page.say("weights.reload", page.sentence()));
            case JSON -> json(new InputProblem(Optional.of(page.field()), page.sentence()));
        };
    }

    private static String event(String sentence) {
        return "event: error\ndata: " + sentence.replaceAll("\\R", " ") + "\n\n";
    }

    private static String json(InputProblem problem) {
        ObjectNode error = MAPPER.createObjectNode();
        error.put("field", problem.field().orElse(null)).put("message", problem.sentence());
        return MAPPER.createObjectNode().set("error", error).toString();
    }
}
