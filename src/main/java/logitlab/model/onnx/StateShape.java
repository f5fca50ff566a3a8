package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one input of a state lies in memory: which part of it belongs to which text and token.
 *
 * <pre>
 * past_key_values.0.key  [batch, heads, past, head width]     a part for each token of each text
 * past_state.0           [1, batch, width]                    one part for each text
 * </pre>
 */
final class StateShape {

    private final long[] shape;
    private final OnnxJavaType type;
    private final int textAxis;
    private final int tokenAxis; // -1 if a state has no part for each token
    private final int pieces; // the number of pieces that the part of a text is in
    private final int width; // of a piece, or of each token in it, in bytes

    private StateShape(TensorInfo declared, int textAxis, int tokenAxis) {
        this.shape = declared.getShape();
        this.type = declared.type;
        this.textAxis = textAxis;
        this.tokenAxis = tokenAxis;
        int inner = Math.max(textAxis, tokenAxis);
        this.pieces = length(0, inner);
        this.width = type.size * length(inner + 1, shape.length);
    }

    /** Keys or values, {@code [batch, ..., tokens, ...]}. */
    static StateShape ofKeysOrValues(TensorInfo declared, int tokenAxis) {
        return new StateShape(declared, 0, tokenAxis);
    }

    /** Hidden values, {@code [1, batch, width]}. */
    static StateShape ofHidden(TensorInfo declared) {
        return new StateShape(declared, 1, -1);
    }

    private int length(int from, int to) {
        return (int) IntStream.range(from, to)
                .filter(axis -> axis != textAxis)
                .mapToLong(axis -> shape[axis])
                .reduce(1, (a, b) -> a * b);
    }

    private boolean perToken() {
        return tokenAxis >= 0;
    }

    /** The bytes of a text with this number of tokens. */
    long bytes(int tokens) {
        return (long) pieces * width * (perToken() ? tokens : 1);
    }

    /** Where a piece of a text begins in a tensor. */
    private int start(int texts, int tokens, int text, int piece) {
        return perToken() ? (text * pieces + piece) * tokens * width : (piece * texts + text) * width;
    }

    /** Copies the part of one text and of its tokens in [{@code from}, {@code to}) out of a tensor whose bytes are {@code all}. */
    byte[] read(OnnxTensor tensor, ByteBuffer all, int text, int from, int to) {
        long[] found = tensor.getInfo().getShape();
        int tokens = perToken() ? (int) found[tokenAxis] : 1;
        int first = perToken() ? from * width : 0;
        int length = perToken() ? (to - from) * width : width;
        byte[] part = new byte[pieces * length];
        for (int piece = 0; piece < pieces; piece++) {
            all.get(start((int) found[textAxis], tokens, text, piece) + first, part, piece * length, length);
        }
        return part;
    }

    /**
     * A tensor of several texts; the caller closes it.
     *
     * @param texts each in parts that {@link #read} made, the part of the first tokens first
     */
    OnnxTensor tensor(List<List<byte[]>> texts, int tokens) throws OrtException {
        long[] made = shape.clone();
        made[textAxis] = texts.size();
        if (perToken()) {
            made[tokenAxis] = tokens;
        }
        ByteBuffer all = Tensors.buffer((int) (texts.size() * bytes(tokens)));
        for (int text = 0; text < texts.size(); text++) {
            for (int piece = 0; piece < pieces; piece++) {
                int at = start(texts.size(), tokens, text, piece);
                for (byte[] part : texts.get(text)) {
                    int length = part.length / pieces;
                    all.put(at, part, piece * length, length);
                    at += length;
                }
            }
        }
        return OnnxTensor.createTensor(Sessions.ENVIRONMENT, all, made, type);
    }
}
