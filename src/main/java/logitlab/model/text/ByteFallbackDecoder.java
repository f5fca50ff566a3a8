package logitlab.model.text;

import java.nio.charset.StandardCharsets;
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

    String text(Prefix ids) {
        StringBuilder text = new StringBuilder(decode.apply(ids));
        int start;
        for (int end = ids.size(); end > 0; end = start - 1) { // from the end, because a correction moves what follows
            start = end;
            while (start > 0 && byteOf.apply(ids.at(start - 1)).isPresent()) {
                start--;
            }
            byte[] run = new byte[end - start];
            for (int i = 0; i < run.length; i++) {
                run[i] = (byte) byteOf.apply(ids.at(start + i)).getAsInt();
            }
            if (!ByteLevel.isWhole(run)) {
                int at = decode.apply(ids.first(start)).length();
                text.replace(at, at + run.length, new String(run, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
