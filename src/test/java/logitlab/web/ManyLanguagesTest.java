package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Visitors can prefer any language; those without a file must not stay in memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyLanguagesTest {

    private static final int LANGUAGES = 20_000;

    /** {@code ResourceBundle} keeps about a kilobyte for each language that it looked for: more than this heap has. */
    @Test
    void more_languages_than_fit_the_heap_are_answered_in_english() throws Exception {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyLanguagesTest.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(asked.getInputStream().readAllBytes())).isEqualTo(LANGUAGES + " in en");
        assertThat(asked.waitFor()).isZero();
    }

    /** What the test runs in a JVM of its own. */
    public static void main(String... none) {
        int english = 0;
        for (int i = 0; i < LANGUAGES; i++) {
            english += Messages.of(madeUp(i)).language().equals("en") ? 1 : 0;
        }
        System.out.print(english + " in en");
    }

    private static String madeUp(int number) {
        StringBuilder name = new StringBuilder("q");
        for (int rest = number, i = 0; i < 7; i++, rest /= 26) {
            name.append((char) ('a' + rest % 26));
        }
        return name.toString();
    }
}
