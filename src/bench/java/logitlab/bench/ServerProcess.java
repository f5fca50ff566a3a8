package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The server as a separate process with its own heap, on a free port of this machine. Its output goes to
 * {@code target/bench/NAME.log}.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String READY = "answers on ";
    private static final Duration START = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 10;

    /** How the image and the service of src/deploy set up glibc, so that freed memory goes back to the machine. */
    private static final Map<String, String> NATIVE_MEMORY =
            Map.of("MALLOC_ARENA_MAX", "2", "MALLOC_TRIM_THRESHOLD_", "131072", "MALLOC_MMAP_THRESHOLD_", "131072");

    private final Process process;
    private final Path log;
    private final URI address;

    private ServerProcess(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts a server and waits up to three minutes until it answers and everything is loaded.
     *
     * @param name the name of the log
     * @param machine the options of the Java virtual machine, such as {@code -Xmx512m}
     * @param options the options of the server
     */
    static ServerProcess start(String name, List<String> machine, List<String> options)
            throws IOException, InterruptedException {
        Path log = Path.of("target", "bench", name + ".log");
        Files.createDirectories(log.getParent());
        return start(log, java(machine, "logitlab.App", List.of()), options);
    }

    /** The same for a packaged program, with nothing else on its class path. */
    public static ServerProcess start(Path jar, String name, List<String> machine, List<String> options)
            throws IOException, InterruptedException {
        Path log = Path.of("target", "bench", name + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(machine);
        command.addAll(List.of("-jar", jar.toString()));
        return start(log, command, options);
    }

    private static ServerProcess start(Path log, List<String> command, List<String> options)
            throws IOException, InterruptedException {
        command.addAll(List.of("--port", "0"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        NATIVE_MEMORY.forEach(builder.environment()::putIfAbsent);
        Process process = builder.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(process::destroyForcibly)); // in case the benchmark is interrupted
        for (Instant end = Instant.now().plus(START); Instant.now().isBefore(end) && process.isAlive(); ) {
            Optional<URI> address = Files.readAllLines(log).stream()
                    .filter(line -> line.contains(READY))
                    .map(line -> URI.create(line.substring(line.indexOf(READY) + READY.length())))
                    .findFirst();
            if (address.isPresent()) {
                address.get().resolve("/models").toURL().openStream().close(); // comes when everything is loaded
                return new ServerProcess(process, log, address.get());
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the server did not start: see " + log);
    }

    /** A command that runs a class from this class path. */
    static List<String> java(List<String> machine, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(machine);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI address() {
        return address;
    }

    Path log() {
        return log;
    }

    /** The output of the server so far. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    /** The peak memory of the process ({@code VmHWM}) in MB (1,000,000 bytes); empty if the system is not Linux. */
    public OptionalDouble peakMegabytes() throws IOException {
        return megabytes("VmHWM:");
    }

    /** The memory that the process has now ({@code VmRSS}) in MB; empty if the system is not Linux. */
    public OptionalDouble megabytes() throws IOException {
        return megabytes("VmRSS:");
    }

    private OptionalDouble megabytes(String key) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst();
    }

    /** The processor time that the process has used so far, of all its threads, in seconds. */
    public double processorSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Asks the server to stop, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
    }
}
