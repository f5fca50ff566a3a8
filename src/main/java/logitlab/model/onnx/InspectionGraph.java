package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Inspection;
import logitlab.model.InvalidPackageException;
import logitlab.model.TokenTable;
import logitlab.model.Vector;

/**
 * The graph {@code inspect.onnx}, which shows what the fast one hides: a whole text in, all intermediate results out.
 *
 * <p>Safe for use by many threads until {@link #close}. A run computes all outputs for all positions, so the length of a text is
 * limited by the memory for those.
 */
public final class InspectionGraph implements AutoCloseable {

    /** The memory that the outputs of one run may take. */
    private static final long MAX_BYTES = 256L << 20;

    /** The memory that a whole token table may take, which stays once it is loaded. */
    private static final long MAX_TABLE_BYTES = 64L << 20;

    /** How many rows of the token table one run reads. */
    private static final int ROWS = 128;

    private static final String EMBEDDINGS = "inputs_embeds";
    private static final String LENS = "lens_logits.";
    private static final String SHOWN = EMBEDDINGS + "|(hidden_states|attentions|lens_logits)\\.\\d+";

    private final OrtSession session;
    private final Set<String> inputs;
    private final Set<String> shown = new TreeSet<>();
    private long bytesPerPosition; // without attentions, which grow with the square
    private long bytesPerPair;
    private long tableBytes;

    private InspectionGraph(OrtSession session, int vocabularySize) throws OrtException {
        this.session = session;
        this.inputs = session.getInputNames();
        session.getOutputInfo().forEach((name, output) -> {
            if (name.matches(SHOWN)) {
                shown.add(name);
            }
            long[] shape = ((TensorInfo) output.getInfo()).getShape();
            if (name.equals(EMBEDDINGS)) {
                tableBytes = Float.BYTES * vocabularySize * shape[2];
            }
            if (name.startsWith("attentions.")) {
                bytesPerPair += Float.BYTES * Math.max(1, shape[1]);
            } else {
                int least = name.contains("logits") ? vocabularySize : 1;
                bytesPerPosition += Float.BYTES * Math.max(shape[shape.length - 1], least);
            }
        });
    }

    /** @throws InvalidPackageException if the file is not a graph, its data is missing, or it shows nothing */
    public static InspectionGraph load(Path file, int threads, int vocabularySize) throws InvalidPackageException {
        return Sessions.open(file, threads, session -> {
            InspectionGraph inspector = new InspectionGraph(session, vocabularySize);
            inspector.requireSomethingToSee(file);
            inspector.run(new long[][] {{0, 0}}, inspector.shown).close();
            return inspector;
        });
    }

    private void requireSomethingToSee(Path file) throws InvalidPackageException {
        if (shown.isEmpty() || !Set.of("input_ids", "attention_mask").containsAll(inputs)) {
            throw new InvalidPackageException(
                    file,
                    "inputs input_ids and attention_mask; outputs inputs_embeds, hidden_states.N, attentions.N, lens_logits.N",
                    "inputs " + String.join(", ", inputs) + "; outputs " + String.join(", ", session.getOutputNames()),
                    "Export it again, or leave it out: the model can be stepped without it.");
        }
    }

    /** How many tokens a text may have so that its outputs fit into memory. */
    int maxTokens(int contextLength) {
        int most = contextLength;
        while (bytesPerPosition * most + bytesPerPair * most * most > MAX_BYTES) {
            most--;
        }
        return most;
    }

    /** Whether the rows of the token table are among the outputs, and fit into memory. */
    boolean hasTable() {
        return tableBytes > 0 && tableBytes <= MAX_TABLE_BYTES;
    }

    /**
     * Everything that can be seen of a text, with what each layer predicts at a position.
     *
     * @param known what has already been seen of the same text: everything except the lens
     */
    Inspection inspect(Prefix whole, int position, Optional<Inspection> known) {
        Set<String> wanted = shown.stream()
                .filter(name -> known.isEmpty() || name.startsWith(LENS))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return known.orElseThrow();
        }
        long[][] ids = {whole.ids().asLongStream().toArray()};
        Map<String, float[]> outputs = new HashMap<>();
        Map<String, Logits> lens = new HashMap<>();
        try (OrtSession.Result result = run(ids, wanted)) {
            for (String name : wanted) {
                OnnxTensor tensor = GraphSignature.output(result, name);
                if (name.startsWith(LENS)) {
                    lens.put(name, Tensors.logits(tensor, 0, whole.size() - 1 - position));
                } else {
                    outputs.put(name, Tensors.floats(tensor));
                }
            }
        } catch (OrtException e) {
            throw failed(e);
        }
        return known.orElseGet(() -> new Inspection(whole.size(), outputs)).with(Inspection.numbered(lens, LENS));
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("the inspect graph did not run: " + InvalidPackageException.firstLine(e), e);
    }

    /** The row of every id, from one-token texts. */
    TokenTable table(int vocabularySize) {
        List<Vector> rows = new ArrayList<>();
        for (int from = 0; from < vocabularySize; from += ROWS) {
            long[][] ids = LongStream.range(from, Math.min(from + ROWS, vocabularySize))
                    .mapToObj(id -> new long[] {id})
                    .toArray(long[][]::new);
            try (OrtSession.Result result = run(ids, Set.of(EMBEDDINGS))) {
                float[] some = Tensors.floats(GraphSignature.output(result, EMBEDDINGS));
                int width = some.length / ids.length;
                IntStream.range(0, ids.length).forEach(row -> rows.add(Vector.part(some, row * width, width)));
            } catch (OrtException e) {
                throw failed(e);
            }
        }
        return new TokenTable(rows);
    }

    private OrtSession.Result run(long[][] ids, Set<String> outputs) throws OrtException {
        long[][] mask = new long[ids.length][ids[0].length];
        Arrays.stream(mask).forEach(row -> Arrays.fill(row, 1));
        Map<String, OnnxTensor> given =
                Tensors.each(Map.of("input_ids", ids, "attention_mask", mask), input -> Tensors.of(input.getValue()));
        try {
            Map<String, OnnxTensor> used = new HashMap<>(given);
            used.keySet().retainAll(inputs);
            return session.run(used, outputs);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        Sessions.close(session);
    }
}
