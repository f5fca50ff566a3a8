package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.ProgramOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service for systemd and the options of Java. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceUnitTest {

    private static final String UNIT = "server/logitlab@.service";
    private static final Pattern VARIABLE = Pattern.compile("(?m)^Environment=(\\w+)=(.*)$");

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Test
    void systemd_accepts_it(@TempDir Path folder) throws Exception {
        Path unit = folder.resolve("logitlab@7071.service");
        Files.writeString(unit, DeployFiles.text(UNIT).replace("/usr/bin/java", java()));
        Programs.Said said =
                Programs.run(Programs.find("systemd-analyze", "systemd").toString(), "verify", unit.toString());
        assertThat(said.text().lines().filter(line -> line.contains("logitlab")))
                .isEmpty();
    }

    @Test
    void the_program_has_every_setting_and_takes_its_value() {
        Map<String, String> settings = new HashMap<>(DeployFiles.settings("server/logitlab.env"));
        Matcher found = VARIABLE.matcher(DeployFiles.text(UNIT));
        while (found.find()) {
            if (found.group(1).startsWith("LOGITLAB_")) {
                settings.put(found.group(1), found.group(2).replace("%i", "7071"));
            }
        }
        assertThat(settings).containsEntry("LOGITLAB_PORT", "7071");
        ProgramOptions.requireValid(settings);
    }

    @Test
    void java_knows_the_options_of_the_image() {
        Programs.Said said = Programs.run(
                java(), "@" + DeployFiles.FOLDER.resolve("image/jvm.options"), "-XX:+PrintFlagsFinal", "-version");
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).doesNotContain("warning").containsPattern("UseSerialGC += true");
    }

    @Test
    void the_memory_limit_has_room_for_what_was_measured() {
        Matcher limit = Pattern.compile("MemoryMax=(\\d+)M").matcher(DeployFiles.text(UNIT));
        assertThat(limit.find()).isTrue();
        assertThat(Integer.parseInt(limit.group(1)))
                .isGreaterThanOrEqualTo(Figures.read().memory());
    }
}
