package logitlab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.SkippedPackage;
import logitlab.model.onnx.GraphDescription;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.PackageReport;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.text.Token;

/** Prints the report of {@code models check}. */
final class PackageReportPrinter {

    private PackageReportPrinter() {}

    static void print(PackageReport report, PrintWriter out) {
        line(out, "name", report.card().name() + " (" + report.card().kind() + ")");
        report.engine().ifPresent(engine -> line(out, "runs on", engine));
        line(out, "files", ByteSize.format(report.bytes()));
        int width = Math.max(26, longest(report.files().keySet().stream()));
        report.files().forEach((path, size) -> out.printf("  %-" + width + "s %10s%n", path, ByteSize.format(size)));
        line(out, "digest", report.card().digest());
        line(
                out,
                "parameters",
                report.card().parameters() == 0
                        ? "unknown"
                        : count(report.card().parameters()));
        line(out, "vocabulary", count(report.card().vocabularySize()));
        line(out, "context", count(report.card().contextLength()));
        line(out, "starts with", tokens(report.start()));
        line(
                out,
                "empty prompt",
                report.empty().isEmpty() ? "is refused: the model has no start token" : tokens(report.empty()));
        line(out, "ends with", tokens(report.ends()));
        line(out, "chat template", template(report.template()));
        line(out, "sampling", settings(report.maker()));
        line(
                out,
                "memory",
                "about %s: weights %s, tokenizer %s, one run %s"
                        .formatted(
                                ByteSize.format(report.memory().total()),
                                ByteSize.format(report.memory().weights()),
                                ByteSize.format(report.memory().tokenizer()),
                                ByteSize.format(report.memory().run())));
        line(
                out,
                "state",
                report.stateBytes().fullContext() == 0
                        ? "none is kept: each step runs the whole text again"
                        : "%s for each token, %s for a full context"
                                .formatted(
                                        ByteSize.format(report.stateBytes().token()),
                                        ByteSize.format(report.stateBytes().fullContext())));
        report.card().notes().forEach(note -> line(out, "note", note));
        line(
                out,
                "exposes",
                report.card().exposes().isEmpty()
                        ? "logits alone"
                        : String.join(", ", report.card().exposes()));
        report.graphs().forEach(graph -> print(graph, out));
        line(out, "prompt", quoted(report.prompt()));
        line(out, "greedy", quoted(report.continuation()));
        line(
                out,
                "a step",
                report.milliseconds().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.2f ms", report.milliseconds().getAsDouble())
                        : "the context has no room for one");
        out.flush();
    }

    private static String template(OfferedTemplate offered) {
        return offered.template()
                .map(template -> "yes, " + template.digest())
                .orElseGet(() -> offered.problem()
                        .map(problem -> "not used, so that only plain text is offered. " + problem)
                        .orElse("no"));
    }

    private static String settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? "the maker gives no settings"
                : "the maker gives "
                        + settings.entrySet().stream()
                                .map(setting -> setting.getKey() + " " + setting.getValue())
                                .collect(Collectors.joining(", "));
    }

    private static void print(GraphDescription graph, PrintWriter out) {
        line(out, "graph", graph.path());
        Stream<GraphDescription.Value> all = Stream.concat(graph.inputs().stream(), graph.outputs().stream());
        int width = Math.max(26, longest(all.map(GraphDescription.Value::name)));
        graph.inputs().forEach(value -> print("in ", value, width, out));
        graph.outputs().forEach(value -> print("out", value, width, out));
    }

    private static void print(String way, GraphDescription.Value value, int width, PrintWriter out) {
        String layers = value.layers().isEmpty() ? "" : ", N = " + value.layers();
        out.printf("  %s %-" + width + "s %-8s %s%s%n", way, value.name(), value.type(), value.shape(), layers);
    }

    private static int longest(Stream<String> names) {
        return names.mapToInt(String::length).max().orElse(0);
    }

    /** A package that does not run: the file, what was expected and found, and how to fix it. */
    static void print(InvalidPackageException bad, PrintWriter out) {
        SkippedPackage why = bad.leftOut("");
        line(out, "does not run", why.path());
        line(out, "expected", why.expected());
        line(out, "found", why.found());
        line(out, "to fix it", why.fix());
        out.flush();
    }

    private static void line(PrintWriter out, String what, String value) {
        out.printf("%-13s %s%n", what, value);
    }

    private static String tokens(List<Token> tokens) {
        return tokens.isEmpty()
                ? "no token"
                : tokens.stream()
                        .map(token -> token.id() + " " + quoted(token.text()))
                        .collect(Collectors.joining(", "));
    }

    /** The text in quotation marks. A model may write anything, so characters that would move the cursor or change colours become their codes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(sign -> {
            if (sign == '\n') {
                quoted.append("\\n");
            } else if (sign == '"' || sign == '\\') {
                quoted.append('\\').appendCodePoint(sign);
            } else if (Character.isISOControl(sign)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", sign));
            } else {
                quoted.appendCodePoint(sign);
            }
        });
        return quoted.append('"').toString();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
