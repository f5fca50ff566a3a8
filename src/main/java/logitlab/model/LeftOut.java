package logitlab.model;

/**
 * A package that cannot run, and why.
 *
 * @param path the file or folder that is wrong
 */
public record LeftOut(String id, String path, String expected, String found, String mend) {

    @Override
    public String toString() {
        return "model package " + id + " is left out: " + path + ": expected " + expected + ", found " + found + ". "
                + mend;
    }
}
