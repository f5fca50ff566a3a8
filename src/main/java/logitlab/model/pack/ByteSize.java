package logitlab.model.pack;

import java.util.Locale;

/** A number of bytes in powers of 1000, as the hub shows it: {@code 548.1 MB}. */
public final class ByteSize {

    private static final String[] UNITS = {"B", "kB", "MB", "GB"};

    private ByteSize() {}

    public static String format(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= 999.95 && unit < UNITS.length - 1) {
            number /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
    }
}
