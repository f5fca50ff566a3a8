package logitlab.web.tool.save;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PlayLink;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;

/**
 * All files that can be made of a step, and how to cite it.
 *
 * @param script the Python script, to be read before it is saved; empty if the step cannot be repeated by one
 */
public record SaveView(
        Messages messages, List<Group> groups, String line, String bibtex, Optional<String> script, String python)
        implements View {

    public record Group(String heading, List<SavedFile> files) {}

    /** The same content in one format or several. */
    public record SavedFile(String name, String what, List<Format> formats) {}

    /** @param kind such as {@code CSV} */
    public record Format(String kind, String address) {}

    static SaveView of(Messages messages, OpenedTool opened, String origin) {
        ToolLink link = opened.link();
        PlayLink step = opened.play().link();
        String lane = "?" + link.query();
        String whole = "?" + step.query();
        List<SavedFile> tables = new ArrayList<>();
        if (opened.chose()) {
            tables.add(table(messages, "step", lane));
        }
        tables.add(table(messages, "ledger", lane));
        List<SavedFile> run = List.of(
                file(messages, "run", new Format("HTML", "/play/run.html" + whole)),
                file(messages, "receipt", new Format("JSON", "/api/v1/receipt" + whole)));
        List<SavedFile> pictures = new ArrayList<>();
        pictures.add(picture(messages, "picture", whole));
        if (opened.chose()) {
            pictures.add(picture(messages, "bars", lane));
        }
        Citation citation = Citation.of(messages, opened.play(), origin + "/play" + whole);
        return new SaveView(
                messages,
                List.of(
                        new Group(messages.say("save.run"), run),
                        new Group(messages.say("save.tables"), List.copyOf(tables)),
                        new Group(messages.say("save.pictures"), List.copyOf(pictures))),
                citation.line(),
                citation.bibtex(),
                opened.chose() ? script(opened, origin) : Optional.empty(),
                "/play/step.py" + lane);
    }

    /** The script of the step looked at. */
    static Optional<String> script(OpenedTool opened, String origin) {
        PlayLink step = opened.play().link();
        return PythonScript.of(
                opened.lane(),
                step.lanes().get(opened.laneName()).switches(),
                step.prompt(),
                origin + "/play?" + step.query(),
                opened.at());
    }

    /** The key of the sentence why there is no script. */
    static String noScript(OpenedTool opened) {
        return opened.lane().search().isPresent() ? "save.python.beam" : "save.python.none";
    }

    private static SavedFile table(Messages messages, String key, String query) {
        return file(
                messages,
                key,
                new Format("CSV", "/play/" + key + ".csv" + query),
                new Format("JSON", "/play/" + key + ".json" + query));
    }

    private static SavedFile picture(Messages messages, String key, String query) {
        return file(
                messages,
                key,
                new Format("PNG", "/play/" + key + ".png" + query),
                new Format("SVG", "/play/" + key + ".svg" + query));
    }

    private static SavedFile file(Messages messages, String key, Format... formats) {
        return new SavedFile(
                messages.say("save.file." + key), messages.say("save.file." + key + ".what"), List.of(formats));
    }
}
