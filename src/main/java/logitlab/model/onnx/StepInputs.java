package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.onnx.tensor.Tensors;

/**
 * The inputs of a graph that follow from the tokens: their ids, positions and counts.
 *
 * <pre>
 * input_ids [batch, new]      attention_mask [batch, all] of 1     position_ids [batch, new], or [3, batch, new] with equal rows
 * num_logits_to_keep []       use_cache_branch [1]                 cache_position [new]
 * </pre>
 */
final class StepInputs {

    static final String IDS = "input_ids";

    private static final Set<OnnxJavaType> INTEGERS = Set.of(OnnxJavaType.INT64, OnnxJavaType.INT32);
    private static final Set<OnnxJavaType> BOOLEANS = Set.of(OnnxJavaType.BOOL);

    /** The axes of a text with one, of its three kinds of positions, of a plain list, and of a single number. */
    private static final Set<Integer> TABLE = Set.of(2);

    private static final Set<Integer> POSITIONS = Set.of(1, 2, 3);
    private static final Set<Integer> LIST = Set.of(1);
    private static final Set<Integer> NUMBER = Set.of(0, 1, 2);

    /** How many kinds of positions a graph has that does not say so: of time, height and width. */
    private static final int MULTIPLE = 3;

    /** An input that a graph may have, by all its names. */
    private enum Kind {
        TOKENS(INTEGERS, TABLE, IDS),
        MASK(INTEGERS, TABLE, "attention_mask"),
        PLACES(INTEGERS, POSITIONS, "position_ids"),
        CACHE_PLACES(INTEGERS, LIST, "cache_position"),
        KEPT(INTEGERS, NUMBER, "num_logits_to_keep", "logits_to_keep"),
        APPENDS(BOOLEANS, NUMBER, "use_cache_branch"),
        BEFORE(INTEGERS, NUMBER, "past_sequence_length", "past_seq_len"),
        ALL(INTEGERS, NUMBER, "total_sequence_length", "total_seq_len"),
        LAST(INTEGERS, NUMBER, "seqlens_k");

        private final Set<OnnxJavaType> types;
        private final Set<Integer> axes;
        private final List<String> names;

        Kind(Set<OnnxJavaType> types, Set<Integer> axes, String... names) {
            this.types = types;
            this.axes = axes;
            this.names = List.of(names);
        }

        static Optional<Kind> of(String input) {
            return Stream.of(values())
                    .filter(kind -> kind.names.contains(input))
                    .findFirst();
        }
    }

    private final Map<String, TensorInfo> inputs = new TreeMap<>();

    /** @param all inputs of a graph */
    StepInputs(Map<String, TensorInfo> all) {
        all.forEach((name, input) -> {
            if (isOne(name)) {
                inputs.put(name, input);
            }
        });
    }

    static boolean isOne(String input) {
        return Kind.of(input).isPresent();
    }

    /** The names of all, and their types. */
    static String expected() {
        return Stream.of(Kind.values())
                        .filter(kind -> kind.types.equals(INTEGERS))
                        .flatMap(kind -> kind.names.stream())
                        .collect(Collectors.joining(", "))
                + " (int64 or int32), "
                + String.join(", ", Kind.APPENDS.names) + " (bool)";
    }

    /** The first input that cannot be given because of its type or its number of axes; empty if all can. */
    Optional<String> refusal() {
        return inputs.keySet().stream()
                .filter(name -> {
                    Kind kind = Kind.of(name).orElseThrow();
                    TensorInfo input = inputs.get(name);
                    return !kind.types.contains(input.type) || !kind.axes.contains(input.getShape().length);
                })
                .findFirst();
    }

    private boolean has(Kind kind) {
        return kind.names.stream().anyMatch(inputs::containsKey);
    }

    /** Whether nothing but the ids themselves follows from the tokens. */
    boolean idsOnly() {
        return inputs.keySet().equals(Set.of(IDS));
    }

    /** Whether the graph computes logits for as many of the last positions as it is asked to. */
    boolean keepsAsAsked() {
        return has(Kind.KEPT);
    }

    /**
     * Whether the inputs can describe a run of texts with different lengths: the graph needs a mask, and must not need a number of
     * tokens that is the same for all texts. Whether it gets the same logits with a mask is for {@link BatchProof} to find out.
     */
    boolean canPad() {
        return has(Kind.MASK) && !has(Kind.BEFORE) && !has(Kind.ALL) && !has(Kind.LAST);
    }

    /**
     * The inputs for texts that end together: a shorter one has padding before it. The caller closes them.
     *
     * @param fresh how many tokens at the end of each are not covered by the state
     * @param kept for how many of the last positions logits are wanted
     */
    Map<String, OnnxTensor> tensors(List<Prefix> texts, int fresh, int kept) throws OrtException {
        int length = texts.stream().mapToInt(Prefix::size).max().orElseThrow();
        return Tensors.each(
                inputs,
                input -> tensor(Kind.of(input.getKey()).orElseThrow(), input.getValue(), texts, fresh, kept, length));
    }

    private static OnnxTensor tensor(Kind kind, TensorInfo input, List<Prefix> texts, int fresh, int kept, int length)
            throws OrtException {
        int batch = texts.size();
        long[] shape = input.getShape();
        return switch (kind) {
            case TOKENS -> ids(texts, fresh, input.type);
            case MASK -> Tensors.whole(mask(texts, length), input.type, batch, length);
            case PLACES -> {
                long[] given = shape.length == 3
                        ? new long[] {shape[0] > 0 ? shape[0] : MULTIPLE, batch, fresh}
                        : shape.length == 2 ? new long[] {batch, fresh} : new long[] {fresh};
                yield Tensors.whole(repeated(places(texts, fresh), given), input.type, given);
            }
            case CACHE_PLACES ->
                Tensors.whole(LongStream.range(length - fresh, length).toArray(), input.type, fresh);
            case KEPT -> number(kept, input, 1);
            case APPENDS -> Tensors.of(length > fresh, shape.length);
            case BEFORE -> number(length - fresh, input, batch);
            case ALL -> number(length, input, batch);
            case LAST -> number(length - 1, input, batch);
        };
    }

    /** 0 for what stands before a text, 1 for its tokens. */
    private static long[] mask(List<Prefix> texts, int length) {
        long[] mask = new long[texts.size() * length];
        for (int text = 0; text < texts.size(); text++) {
            int end = (text + 1) * length;
            Arrays.fill(mask, end - texts.get(text).size(), end, 1);
        }
        return mask;
    }

    /** The positions of the fresh tokens, text by text. */
    private static long[] places(List<Prefix> texts, int fresh) {
        long[] places = new long[texts.size() * fresh];
        for (int i = 0; i < places.length; i++) {
            places[i] = texts.get(i / fresh).size() - fresh + i % fresh;
        }
        return places;
    }

    /** The ids that the state does not cover, {@code [batch, fresh]}. */
    static OnnxTensor ids(List<Prefix> texts, int fresh, OnnxJavaType type) throws OrtException {
        long[] ids = new long[texts.size() * fresh];
        for (int i = 0; i < ids.length; i++) {
            Prefix text = texts.get(i / fresh);
            ids[i] = text.at(text.size() - fresh + i % fresh);
        }
        return Tensors.whole(ids, type, texts.size(), fresh);
    }

    /** One number, or the same for each text where the axis is free. */
    private static OnnxTensor number(long value, TensorInfo input, long batch) throws OrtException {
        long[] shape = input.getShape();
        IntStream.range(0, shape.length)
                .filter(axis -> shape[axis] < 0)
                .forEach(axis -> shape[axis] = axis == 0 ? batch : 1);
        return Tensors.whole(repeated(value, LongStream.of(shape).reduce(1, (a, b) -> a * b)), input.type, shape);
    }

    private static long[] repeated(long value, long count) {
        long[] values = new long[(int) count];
        Arrays.fill(values, value);
        return values;
    }

    /** The values again and again until the shape is full. */
    private static long[] repeated(long[] values, long... shape) {
        return IntStream.range(0, (int) LongStream.of(shape).reduce(1, (a, b) -> a * b))
                .mapToLong(i -> values[i % values.length])
                .toArray();
    }
}
