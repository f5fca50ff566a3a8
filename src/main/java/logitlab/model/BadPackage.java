package logitlab.model;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A package that cannot run, while it is being loaded; becomes a {@link LeftOut}. */
public final class BadPackage extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final String expected;
    private final String found;
    private final String mend;

    BadPackage(Path file, String expected, String found, String mend) {
        super(file + ": expected " + expected + ", found " + found);
        this.file = file;
        this.expected = expected;
        this.found = found;
        this.mend = mend;
    }

    /** Why none of several graphs runs; a single one speaks for itself. */
    static BadPackage all(Path folder, List<BadPackage> each) {
        return each.size() == 1
                ? each.get(0)
                : new BadPackage(
                        folder,
                        "a graph that runs",
                        each.stream()
                                .map(bad -> folder.relativize(bad.file) + " (expected " + bad.expected + ", found "
                                        + bad.found + ")")
                                .collect(Collectors.joining(", ")),
                        each.get(0).mend);
    }

    /** The same, for whoever shows it. */
    public LeftOut leftOut(String id) {
        return new LeftOut(id, file.toString(), expected, found, mend);
    }

    /** A package that is broken in an unexpected way: a file is crafted, for example, or the heap is too small for it. */
    static BadPackage unforeseen(Path folder, Throwable e) {
        return new BadPackage(
                folder,
                "a package that loads",
                e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + firstLine(e)),
                e instanceof OutOfMemoryError
                        ? "Give Java more memory with -Xmx, or move the folder away."
                        : "Copy the model again, or move the folder away.");
    }

    /** The same in one line, for anyone whose start it stops. */
    String sentence() {
        return getMessage() + ". " + mend;
    }

    /** What a library says went wrong: its first line, without codes and places in its own source before it. */
    static String firstLine(Throwable e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^.*\\[ONNXRuntimeError] : \\d+ : \\w+ : ", "")
                .replaceFirst("\\.+$", "");
    }
}
