package logitlab.web.tool.save;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.web.Assets;
import logitlab.web.Messages;
import logitlab.web.step.OpenedLink;

/**
 * How to cite a step, as a line of text and for BibTeX. A link shows the same step for ever, so there is no date but the one on which the
 * reader looks at it, and that is the reader's to add.
 *
 * @param line {@code Logit Lab 0.2.0, model storyteller (0b05dadfcc44), seed 39, token 3 of “Once upon”. https://...}
 */
public record Citation(String line, String bibtex) {

    private static final int LONGEST = 60;

    /** @param address of the step, absolute if the origin of the server is known */
    public static Citation of(Messages messages, OpenedLink play, String address) {
        String models = Stream.concat(
                        Stream.of(play.model()), play.lanes().values().stream().map(lane -> lane.model()))
                .map(model -> model.id() + " (" + model.card().digest() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        String seed = Long.toString(play.link().seed());
        int number = play.link().at() + 1;
        String title = messages.say(
                "save.cite.title", number, beginning(play.link().prompt().text()));
        String version = Assets.INSTANCE.version();
        return new Citation(
                messages.say("save.cite.line", title, version, models, seed, address),
                String.join(
                        "\n",
                        "@misc{logitlab-" + key(models) + "-" + seed + "-" + number + ",",
                        "  title = {" + tex(title) + "},",
                        "  author = {{Logit Lab}},",
                        "  version = {" + tex(version) + "},",
                        "  note = {" + tex(messages.say("save.cite.note", models, seed)) + "},",
                        "  url = {" + address.replace("{", "%7B").replace("}", "%7D") + "}",
                        "}"));
    }

    /** The beginning of a prompt, on one line. */
    static String beginning(String prompt) {
        String line = prompt.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static String key(String models) {
        return models.replaceAll("[^A-Za-z0-9-].*", "").toLowerCase(Locale.ROOT);
    }

    /** The signs that TeX would read, written so that it prints them. */
    private static String tex(String text) {
        StringBuilder tex = new StringBuilder();
        text.codePoints()
                .forEach(c -> tex.append(
                        switch (c) {
                            case '\\' -> "\\textbackslash{}";
                            case '~' -> "\\textasciitilde{}";
                            case '^' -> "\\textasciicircum{}";
                            case '{', '}', '$', '&', '#', '%', '_' -> "\\" + (char) c;
                            default -> Character.toString(c);
                        }));
        return tex.toString();
    }
}
