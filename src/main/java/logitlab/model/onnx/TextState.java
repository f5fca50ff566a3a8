package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a network carries from a text to its next token, in Java's heap. Immutable, and nobody needs to free it.
 *
 * <p>Keys and values belong to one token each. The state of a longer text therefore has only those of its last tokens, and refers to the
 * state of the shorter text for the others: a thousand continuations take a thousand tokens, not a thousand texts. Hidden values and the
 * like are whole in each.
 */
final class TextState {

    /** Before any token. */
    static final TextState NONE = new TextState(null, Map.of(), 0);

    /** The objects around the numbers. */
    private static final int OVERHEAD = 100;

    private final TextState before; // of the first tokens; null in NONE
    private final Map<String, byte[]> parts; // by the name of the input; of the other tokens
    private final int tokens;

    private TextState(TextState before, Map<String, byte[]> parts, int tokens) {
        this.before = before;
        this.parts = parts;
        this.tokens = tokens;
    }

    /**
     * Copies the states of several texts out of tensors.
     *
     * @param tensors by the name of the input that each becomes in the next run; they may have more tokens
     * @param before of the first tokens of each text
     * @param tokens how many tokens each text has
     */
    static List<TextState> read(
            GraphSignature signature, Map<String, OnnxTensor> tensors, List<TextState> before, int tokens) {
        Map<String, ByteBuffer> buffers = new HashMap<>();
        tensors.forEach((name, tensor) -> buffers.put(name, tensor.getByteBuffer()));
        return IntStream.range(0, before.size())
                .mapToObj(text -> {
                    TextState first = signature.grows() ? before.get(text) : NONE;
                    Map<String, byte[]> parts = new HashMap<>();
                    tensors.forEach((name, tensor) -> parts.put(
                            name, signature.state(name).read(tensor, buffers.get(name), text, first.tokens, tokens)));
                    return new TextState(first, parts, tokens);
                })
                .toList();
    }

    /** The inputs that continue texts of one length, all together; the caller closes them. */
    static Map<String, OnnxTensor> tensors(GraphSignature signature, List<TextState> texts) throws OrtException {
        int tokens = texts.get(0).tokens;
        if (tokens == 0) {
            return signature.initialState(texts.size());
        }
        return Tensors.each(texts.get(0).parts, part -> {
            StateShape shape = signature.state(part.getKey());
            return shape.tensor(
                    texts.stream()
                            .map(text ->
                                    shape.perToken() ? text.all(part.getKey()) : List.of(text.parts.get(part.getKey())))
                            .toList(),
                    tokens);
        });
    }

    /** The parts of one input with a part for each token, that of the first tokens first. */
    private List<byte[]> all(String name) {
        LinkedList<byte[]> all = new LinkedList<>();
        for (TextState state = this; state.before != null; state = state.before) {
            all.addFirst(state.parts.get(name));
        }
        return all;
    }

    /** How many tokens it covers. */
    int tokens() {
        return tokens;
    }

    /** The memory that it takes in addition to the state of the first tokens. */
    long bytes() {
        return parts.values().stream().mapToLong(part -> OVERHEAD + part.length).sum();
    }
}
