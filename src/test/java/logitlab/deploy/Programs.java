package logitlab.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Other programs that tests run, such as nginx: the installed one, else, as root on Debian or Ubuntu, Debian's, which is then
 * installed. Where none can be had the tests fail; they are never skipped.
 */
public final class Programs {

    /** What a program printed, and its exit code. */
    public record Said(int code, String text) {}

    private Programs() {}

    /** @param name such as {@code nginx} @param debianPackage that has it */
    public static synchronized Path find(String name, String debianPackage) {
        return installed(name).orElseGet(() -> {
            if (!Files.isExecutable(Path.of("/usr/bin/apt-get")) || !"root".equals(System.getProperty("user.name"))) {
                throw new IllegalStateException("This test needs " + name + ". Install it.");
            }
            apt("update");
            apt("install", "-y", "--no-install-recommends", debianPackage);
            return installed(name).orElseThrow();
        });
    }

    private static Optional<Path> installed(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void apt(String... arguments) {
        List<String> command = new ArrayList<>(List.of("apt-get"));
        command.addAll(List.of(arguments));
        Said said = run(command.toArray(String[]::new));
        if (said.code() != 0) {
            throw new IllegalStateException(command + " ended with " + said.code() + ": " + said.text());
        }
    }

    /** Runs a program to its end, for at most five minutes. */
    public static Said run(String... command) {
        try {
            Path output = Files.createTempFile("said", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " did not end");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new IllegalStateException(List.of(command) + " did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
