package logitlab.model;

import java.nio.file.Path;

/** A package that cannot run, while it is being loaded; becomes a {@link LeftOut}. */
final class BadPackage extends Exception {

    private static final long serialVersionUID = 1;

    private final transient LeftOut leftOut;

    BadPackage(Path folder, Path file, String expected, String found, String mend) {
        super(expected);
        this.leftOut = new LeftOut(folder.getFileName().toString(), file.toString(), expected, found, mend);
    }

    LeftOut leftOut() {
        return leftOut;
    }
}
