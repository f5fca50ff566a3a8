package logitlab.model;

/**
 * A package that cannot run, and why.
 *
 * @param path the file or folder that is wrong
 * @param fix what to do about it
 */
public record SkippedPackage(String id, String path, String expected, String found, String fix) {

    @Override
    public String toString() {
        return "model package %s is left out: %s: expected %s, found %s. %s".formatted(id, path, expected, found, fix);
    }
}
