package logitlab.model.pack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a graph stores its weights, and the part of its file name that shows it, as in transformers.js:
 * {@code model.onnx}, {@code model_fp16.onnx}, {@code model_quantized.onnx}.
 *
 * <p>The nearest to the trained weights comes first; only {@code fp32} leaves every weight unchanged.
 *
 * @see <a href="https://huggingface.co/docs/transformers.js/guides/dtypes">Using quantized models (dtypes)</a>
 */
public enum Dtype {
    FP32(""),
    FP16("_fp16"),
    Q8("_quantized"),
    INT8("_int8"),
    UINT8("_uint8"),
    Q4("_q4"),
    Q4F16("_q4f16"),
    BNB4("_bnb4");

    /**
     * The places of the graph of a whole decoder, the likeliest first; older exports merge two decoders into one, or have one
     * that accepts no cache.
     */
    private static final List<String> PLACES = List.of(
            "onnx/model",
            "model",
            "onnx/decoder_model_merged",
            "decoder_model_merged",
            "onnx/decoder_model",
            "decoder_model");

    private final String suffix;

    Dtype(String suffix) {
        this.suffix = suffix;
    }

    /** The files that may be this graph, the likeliest first. */
    public List<String> graphs() {
        return PLACES.stream().map(this::named).toList();
    }

    /** {@code embed_tokens_q4.onnx}: the file of this kind with another name. */
    public String named(String stem) {
        return stem + suffix + ".onnx";
    }

    /** This one, then the others in their order: {@code Q8} before {@code FP32, FP16, INT8, ...}. */
    public List<Dtype> before() {
        return Stream.concat(Stream.of(this), Stream.of(values()).filter(other -> other != this))
                .toList();
    }

    /** {@code q8}, as on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code fp32, fp16, ...}. */
    public static String keys() {
        return Stream.of(values()).map(Dtype::key).collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if the dtype is not one of {@link #keys} */
    public static Dtype of(String key) {
        return Stream.of(values())
                .filter(dtype -> dtype.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the dtype must be one of " + keys() + " but is \"" + key + "\""));
    }
}
