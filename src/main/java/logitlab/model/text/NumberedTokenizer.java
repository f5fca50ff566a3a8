package logitlab.model.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Prefix;

/**
 * A tokenizer of the library that has the ids of its file.
 *
 * <p>The library numbers added tokens itself, in their order, if the vocabulary lacks them. So each is encoded once, and an id that
 * differs from that of the file is replaced, in both directions.
 *
 * <p>Its native memory is freed by {@link #close}, or when nothing refers to it any more: a model may leave memory while a page is
 * still being written with its tokens.
 */
final class NumberedTokenizer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private static final Cleaner CLEANER = Cleaner.create();

    private final HuggingFaceTokenizer library;
    private final Cleaner.Cleanable closing;
    private final Map<Integer, Integer> idOfLibrary = new HashMap<>();
    private final Map<Integer, Integer> idOfFile = new HashMap<>();

    /** A token and the code points of the text that it stands for. */
    record Piece(int id, int from, int to) {}

    /** @param json a whole {@code tokenizer.json} */
    NumberedTokenizer(JsonNode json) throws IOException {
        this.library =
                HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(JSON.writeValueAsBytes(json)), OPTIONS);
        this.closing = CLEANER.register(this, library::close);
        Set<String> vocabulary = Entries.names(json);
        for (JsonNode token : json.path("added_tokens")) {
            String name = token.path("content").asText();
            if (!vocabulary.contains(name)) {
                number(token.path("id").asInt(), encoding(name, false).getIds());
            }
        }
    }

    private void number(int id, long[] encoded) {
        if (encoded.length == 1 && encoded[0] != id) {
            idOfFile.put(Math.toIntExact(encoded[0]), id);
            idOfLibrary.put(id, Math.toIntExact(encoded[0]));
        }
    }

    /** The ids of a text, without those of the post-processor. */
    Prefix encode(String text) {
        return Prefix.of(LongStream.of(encoding(text, false).getIds())
                .mapToInt(this::idOfFile)
                .toArray());
    }

    /** The ids of a text, with the places that they stand for. */
    List<Piece> pieces(String text) {
        Encoding encoding = encoding(text, false);
        CharSpan[] spans = encoding.getCharTokenSpans();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < spans.length; i++) {
            if (spans[i] != null) {
                pieces.add(new Piece(idOfFile(encoding.getIds()[i]), spans[i].getStart(), spans[i].getEnd()));
            }
        }
        return pieces;
    }

    /** The ids that the post-processor puts before a text with at least one token; they are numbers of the file. */
    Prefix start(String text) {
        Encoding encoding = encoding(text, true);
        long[] mask = encoding.getSpecialTokenMask();
        int added = (int)
                IntStream.range(0, mask.length).takeWhile(i -> mask[i] == 1).count();
        return Prefix.of(LongStream.of(encoding.getIds())
                .limit(added)
                .mapToInt(Math::toIntExact)
                .toArray());
    }

    /** The text of ids; those without an entry are left out. */
    String decode(Prefix ids) {
        long[] known = ids.ids()
                .filter(id -> idOfLibrary.containsKey(id) || !idOfFile.containsKey(id))
                .mapToLong(id -> idOfLibrary.getOrDefault(id, id))
                .toArray();
        try {
            return known.length == 0 ? "" : library.decode(known, false);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The cleaner must not free the library's memory while it is in use. */
    private Encoding encoding(String text, boolean special) {
        try {
            return library.encode(text, special, false);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private int idOfFile(long id) {
        return idOfFile.getOrDefault(Math.toIntExact(id), Math.toIntExact(id));
    }

    @Override
    public void close() {
        closing.clean();
    }
}
