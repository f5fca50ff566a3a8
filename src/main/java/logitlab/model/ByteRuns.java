package logitlab.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import logitlab.decoding.Prefix;

/**
 * Decodes texts of vocabularies with a token for each byte, which stand in a row where a character has no token of its own.
 *
 * <p>The library shows every byte of such a row as U+FFFD as soon as one of its characters is not whole, so that the end of a
 * growing text would take the characters before it along. Here only the part of a character becomes one.
 *
 * <pre>
 * C3 A9 F0 9F   is  "é" and one U+FFFD; by the library four U+FFFD
 * </pre>
 */
final class ByteRuns {

    private final IntFunction<OptionalInt> byteOf;
    private final Function<Prefix, String> decode;

    /**
     * @param byteOf the byte that a token id is, where it is one
     * @param decode as the library does; of the first ids of a text it makes the first characters of the text
     */
    ByteRuns(IntFunction<OptionalInt> byteOf, Function<Prefix, String> decode) {
        this.byteOf = byteOf;
        this.decode = decode;
    }

    /** A row of byte tokens in a text. */
    private record Run(int start, byte[] bytes) {}

    String text(Prefix ids) {
        StringBuilder text = new StringBuilder(decode.apply(ids));
        List<Run> runs = runs(ids);
        for (int last = runs.size() - 1; last >= 0; last--) { // from the end, as what is mended moves what follows
            Run run = runs.get(last);
            if (!ByteLevel.whole(run.bytes())) {
                int at = run.start() == 0
                        ? 0
                        : decode.apply(ids.first(run.start())).length();
                text.replace(at, at + run.bytes().length, new String(run.bytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private List<Run> runs(Prefix ids) {
        List<Run> runs = new ArrayList<>();
        int end = 0;
        for (int start = 0; start < ids.size(); start = end + 1) {
            end = start;
            while (end < ids.size() && byteOf.apply(ids.at(end)).isPresent()) {
                end++;
            }
            if (end > start) {
                runs.add(new Run(start, bytes(ids, start, end)));
            }
        }
        return runs;
    }

    private byte[] bytes(Prefix ids, int start, int end) {
        byte[] bytes = new byte[end - start];
        for (int i = start; i < end; i++) {
            bytes[i - start] = (byte) byteOf.apply(ids.at(i)).getAsInt();
        }
        return bytes;
    }
}
