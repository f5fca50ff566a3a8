package logitlab.model.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import logitlab.decoding.Prefix;

/**
 * Decodes texts of vocabularies with a token for each byte; several of them in a row stand for a character without a token of its own.
 *
 * <p>The library shows every byte of such a run as U+FFFD as soon as one of its characters is incomplete, so that characters would
 * disappear when a growing text ends in a part of one. Here only the incomplete character becomes U+FFFD.
 *
 * <pre>
 * C3 A9 F0 9F   is  "é" and one U+FFFD; by the library four U+FFFD
 * </pre>
 */
final class ByteFallbackDecoder {

    private final IntFunction<OptionalInt> byteOf;
    private final Function<Prefix, String> decode;

    /**
     * @param byteOf the byte of a token id, if it is the token of a byte
     * @param decode the library's decoding; from the first ids of a text it makes the first characters of the text
     */
    ByteFallbackDecoder(IntFunction<OptionalInt> byteOf, Function<Prefix, String> decode) {
        this.byteOf = byteOf;
        this.decode = decode;
    }

    /** Byte tokens in a row. */
    private record Run(int start, byte[] bytes) {}

    String text(Prefix ids) {
        StringBuilder text = new StringBuilder(decode.apply(ids));
        List<Run> runs = runs(ids);
        for (int last = runs.size() - 1; last >= 0; last--) { // from the end, because a correction moves what follows
            Run run = runs.get(last);
            if (!ByteLevel.isWhole(run.bytes())) {
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
                byte[] bytes = new byte[end - start];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) byteOf.apply(ids.at(start + i)).getAsInt();
                }
                runs.add(new Run(start, bytes));
            }
        }
        return runs;
    }
}
