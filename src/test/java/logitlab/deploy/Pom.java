package logitlab.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code pom.xml} says. */
final class Pom {

    private static final Pattern PROFILE =
            Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([\\w-]+)</id>", Pattern.DOTALL);

    private Pom() {}

    static String text() {
        try {
            return Files.readString(Path.of("pom.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the first element with this name: {@code first("project.build.outputTimestamp")}. */
    static String first(String element) {
        return Pattern.compile("<" + element + ">([^<]+)</")
                .matcher(text())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    static String version() {
        return first("version");
    }

    static Set<String> profiles() {
        return PROFILE.matcher(text())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
