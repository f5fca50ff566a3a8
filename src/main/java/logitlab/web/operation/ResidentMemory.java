package logitlab.web.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory that the process occupies, as Linux counts it: Java's heap, and the models outside it. */
record ResidentMemory(Path status) {

    private static final String LINE = "VmRSS:";

    /** Empty on other systems. */
    static Optional<ResidentMemory> find() {
        return Optional.of(Path.of("/proc/self/status"))
                .filter(Files::isReadable)
                .map(ResidentMemory::new);
    }

    /** The number of bytes; NaN if the system does not say. */
    double bytes() {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(LINE))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException none) {
            return Double.NaN;
        }
    }
}
