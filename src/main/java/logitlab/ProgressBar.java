package logitlab;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import logitlab.model.hub.DownloadProgress;
import logitlab.model.hub.HubFile;
import logitlab.model.pack.ByteSize;

/** The progress of each file: a growing bar on a terminal, a line from time to time elsewhere. */
final class ProgressBar implements DownloadProgress {

    private static final int CELLS = 30;
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private long shown = System.nanoTime();

    ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void arrived(HubFile file, long bytes) {
        boolean whole = bytes == file.size();
        Duration since = Duration.ofNanos(System.nanoTime() - shown);
        if (!whole && since.compareTo(terminal ? BETWEEN_PICTURES : BETWEEN_LINES) < 0) {
            return;
        }
        shown = System.nanoTime();
        String line = String.format(
                Locale.ROOT,
                "  %-26s %s%3d%%  %s of %s",
                file.path(),
                terminal ? bar(file, bytes) : "",
                whole ? 100 : 100 * bytes / file.size(),
                ByteSize.format(bytes),
                ByteSize.format(file.size()));
        out.print(terminal ? "\r" + line + "    " : line);
        if (whole || !terminal) {
            out.println();
        }
        out.flush();
    }

    private static String bar(HubFile file, long bytes) {
        int full = (int) (file.size() == 0 ? CELLS : CELLS * bytes / file.size());
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "] ";
    }

    @Override
    public void retrying(String why, Duration pause) {
        out.printf("%s  %s: trying again in %d s%n", terminal ? System.lineSeparator() : "", why, pause.toSeconds());
        out.flush();
    }
}
