package logitlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Installs programs that tests need, as root on Debian or Ubuntu. */
final class Debian {

    private static final Path APT = Path.of("/usr/bin/apt-get");

    private Debian() {}

    /** Whether {@link #install} can be tried. */
    static boolean installs() {
        return Files.isExecutable(APT) && "root".equals(System.getProperty("user.name"));
    }

    static void install(String name) {
        run("update");
        run("install", "-y", "--no-install-recommends", name);
    }

    private static void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(APT.toString()));
        command.addAll(List.of(arguments));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(command + " did not run", e);
        }
    }
}
