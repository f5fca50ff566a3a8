package logitlab.model;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import logitlab.model.failure.LibraryMessage;

/** A package cannot be loaded or run: which file is wrong, what was expected, what was found, and what to do. */
public final class InvalidPackageException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final String expected;
    private final String found;
    private final String fix;

    public InvalidPackageException(Path file, String expected, String found, String fix) {
        super(file + ": expected " + expected + ", found " + found);
        this.file = file;
        this.expected = expected;
        this.found = found;
        this.fix = fix;
    }

    /**
     * What is wrong as a library found it, in the words of {@link LibraryMessage}.
     *
     * @param fix what to do if the library's message does not say more
     */
    public InvalidPackageException(Path file, String expected, Throwable found, String fix) {
        this(file, expected, LibraryMessage.of(found), fix);
        initCause(found);
    }

    private InvalidPackageException(Path file, String expected, LibraryMessage message, String fix) {
        this(file, expected, message.found(), message.fix().orElse(fix));
    }

    /** Why none of several graphs runs; the reason of a single one is returned as it is. */
    public static InvalidPackageException all(Path folder, List<InvalidPackageException> each) {
        return each.size() == 1
                ? each.get(0)
                : new InvalidPackageException(
                        folder,
                        "a graph that runs",
                        each.stream()
                                .map(bad -> "%s (expected %s, found %s)"
                                        .formatted(folder.relativize(bad.file), bad.expected, bad.found))
                                .collect(Collectors.joining(", ")),
                        each.get(0).fix);
    }

    /** A package that fails in an unexpected way: a file is crafted, for example, or the heap is too small for it. */
    public static InvalidPackageException unforeseen(Path folder, Throwable e) {
        return new InvalidPackageException(
                folder, "a package that loads", e, "Copy the model again, or move the folder away.");
    }

    /** The same as a record, for a list of the packages that were skipped. */
    public SkippedPackage leftOut(String id) {
        return new SkippedPackage(id, file.toString(), expected, found, fix);
    }

    /** The same in one line. */
    public String sentence() {
        return getMessage() + ". " + fix;
    }

    /** The first line of a library's error message, without codes and places in the library's source before it. */
    public static String firstLine(Throwable e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^.*\\[ONNXRuntimeError] : \\d+ : \\w+ : ", "")
                .replaceFirst("\\.+$", "");
    }
}
