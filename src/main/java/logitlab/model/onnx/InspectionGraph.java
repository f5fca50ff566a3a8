package logitlab.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Exposed;
import logitlab.model.FinalNorm;
import logitlab.model.Inspection;
import logitlab.model.InvalidPackageException;
import logitlab.model.OutputRow;
import logitlab.model.Switches;
import logitlab.model.Tensor;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import logitlab.model.explain.Bill;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.onnx.tensor.LogitRows;
import logitlab.model.onnx.tensor.Sessions;
import logitlab.model.onnx.tensor.Tensors;

/**
 * The graph {@code inspect.onnx}, which shows what the fast one hides: a whole text in, all intermediate results out.
 *
 * <p>Safe for use by many threads. It is opened when it is needed, again after {@link #close}, which nobody may use it during. A run computes all outputs for all positions, so the length of a text is
 * limited by the memory for those; only those that are asked for are read.
 */
public final class InspectionGraph implements AutoCloseable {

    /** The memory that the outputs of one run may take. */
    private static final long MAX_BYTES = 256L << 20;

    /** The memory that a whole token table may take, which stays once it is loaded. */
    private static final long MAX_TABLE_BYTES = 64L << 20;

    /** How far a logit may be from the one that the token table makes, beyond what floats round. */
    private static final double SAME_LOGIT = 1e-2;

    /** How many rows of the token table one run reads. */
    private static final int ROWS = 128;

    /** The input for the ids of the tokens whose rows of the output table are wanted. */
    private static final String ROW_IDS = "rows";

    private final String model;
    private final Path file;
    private final int threads;
    private OrtSession session; // opened when first needed; read and written only with the lock of this graph
    private final Set<String> inputs;
    private final SwitchInputs switches;
    private final Map<String, InspectionOutput> outputs; // by their full names
    private final Map<String, Tensor> weights = new ConcurrentHashMap<>(); // read when first needed
    private final OutputSizes sizes;
    private final boolean tied;
    private final boolean bill;

    private InspectionGraph(String model, Path file, int threads, OrtSession session, int vocabularySize)
            throws OrtException, InvalidPackageException {
        this.model = model;
        this.file = file;
        this.threads = threads;
        this.inputs = session.getInputNames();
        this.switches = switches(session.getInputInfo());
        this.outputs = InspectionOutput.among(session.getOutputNames());
        requireSomethingToSee(session.getOutputNames());
        long[][] zeros = {new long[OutputSizes.POSITIONS]};
        try (OrtSession.Result result = run(session, zeros, session.getOutputNames(), Switches.NONE, 0)) {
            Map<String, OnnxTensor> tensors = tensors(result);
            this.sizes = new OutputSizes(file, tensors, outputs, vocabularySize);
            this.tied = tied(tensors);
            this.bill = (hasOutputRows() || tied) && showsBill(tensors);
        }
    }

    /**
     * Looks at a graph, which is then closed until it is needed, because few visitors look inside.
     *
     * @param model the id of the model
     * @throws InvalidPackageException if the file is not a graph, its data is missing, it shows nothing, or an output has the wrong
     *     shape
     */
    public static InspectionGraph load(String model, Path file, int threads, int vocabularySize)
            throws InvalidPackageException {
        return Sessions.look(file, session -> new InspectionGraph(model, file, threads, session, vocabularySize));
    }

    private synchronized OrtSession session() {
        if (session == null) {
            try {
                session = Sessions.open(file, threads, true, opened -> opened);
            } catch (InvalidPackageException bad) {
                throw new ModelUnavailableException(model, bad);
            }
        }
        return session;
    }

    private static SwitchInputs switches(Map<String, NodeInfo> all) {
        Map<String, TensorInfo> tensors = new HashMap<>();
        all.forEach((name, input) -> {
            if (input.getInfo() instanceof TensorInfo tensor) {
                tensors.put(name, tensor);
            }
        });
        return new SwitchInputs(tensors);
    }

    private static Map<String, OnnxTensor> tensors(OrtSession.Result result) {
        Map<String, OnnxTensor> tensors = new TreeMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (output.getValue() instanceof OnnxTensor tensor) {
                tensors.put(output.getKey(), tensor);
            }
        }
        return tensors;
    }

    private void requireSomethingToSee(Set<String> names) throws InvalidPackageException {
        Set<String> known = Set.of("input_ids", "attention_mask", ROW_IDS, SwitchInputs.HEADS, SwitchInputs.MLPS);
        if (outputs.values().stream().noneMatch(InspectionOutput::shown) || !known.containsAll(inputs)) {
            throw invalid(file, "inputs " + String.join(", ", inputs) + "; outputs " + String.join(", ", names));
        }
        if (switches.refusal().isPresent()) {
            throw invalid(file, switches.refusal().get());
        }
    }

    private static InvalidPackageException invalid(Path file, String found) {
        return new InvalidPackageException(
                file,
                "inputs input_ids, attention_mask, " + ROW_IDS + ", " + SwitchInputs.expected() + "; outputs "
                        + InspectionOutput.names(),
                found,
                "Export it again, or leave it out: the model can be stepped without it.");
    }

    /**
     * Whether the token table makes the logits, as far as the outputs for a text of token 0 alone tell: its row makes the logit of token
     * 0 at the last position up to {@code |logit - actual| <= 0.01 (1 + |actual|)}. True also where the outputs do not tell.
     */
    private boolean tied(Map<String, OnnxTensor> tensors) throws OrtException {
        int last = OutputSizes.POSITIONS - 1;
        Inspection inspection = seen(tensors, Set.of(Inspection.Group.VECTORS, Inspection.Group.PARTS));
        Optional<FinalNorm> norm = inspection.finalNorm(last);
        Optional<Vector> row = inspection.embedding(last);
        Optional<Vector> x = inspection.hidden(inspection.layers(), last);
        OnnxTensor logits = tensors.getOrDefault(InspectionOutput.LENS + inspection.layers(), tensors.get("logits"));
        if (norm.isEmpty()
                || row.isEmpty()
                || x.isEmpty()
                || x.get().size() != row.get().size()
                || logits == null) {
            return true;
        }
        double logit = norm.get().direction(row.get()).of(x.get()) + norm.get().biasLogit(row.get());
        double actual = Tensors.floats(logits)[(int) (last * logits.getInfo().getShape()[2])];
        return !(Math.abs(logit - actual) > SAME_LOGIT * (1 + Math.abs(actual))); // true for what is not a number, too
    }

    /** Whether the parts of a logit are there. What the row of its token is makes no difference to that. */
    private boolean showsBill(Map<String, OnnxTensor> tensors) {
        int last = OutputSizes.POSITIONS - 1;
        Inspection seen =
                seen(tensors, Set.of(Inspection.Group.VECTORS, Inspection.Group.PARTS, Inspection.Group.GATES));
        return seen.finalNorm(last)
                .flatMap(norm -> Bill.of(seen, last, new OutputRow(norm.weight(), 0)))
                .isPresent();
    }

    private Inspection seen(Map<String, OnnxTensor> tensors, Set<Inspection.Group> groups) {
        Map<String, Tensor> read = outputs.keySet().stream()
                .filter(name -> in(groups, name))
                .collect(Collectors.toMap(name -> name, name -> read(name, tensors.get(name))));
        return new Inspection(OutputSizes.POSITIONS, Switches.NONE, read);
    }

    SwitchInputs switches() {
        return switches;
    }

    /** How many tokens a text may have so that its outputs fit into memory. */
    int maxTokens(int contextLength) {
        int most = contextLength;
        while (sizes.bytes(most) > MAX_BYTES) {
            most--;
        }
        return most;
    }

    /** What its outputs show. */
    Set<Exposed> exposed() {
        Set<Exposed> exposed = EnumSet.noneOf(Exposed.class);
        outputs.forEach((name, output) -> {
            output.group().map(group -> Exposed.valueOf(group.name())).ifPresent(exposed::add);
            if (name.startsWith(InspectionOutput.LENS)) {
                exposed.add(Exposed.LENS);
            }
        });
        if (bill) {
            exposed.add(Exposed.BILL);
        }
        return exposed;
    }

    /** Whether the rows of the token table are among the outputs, and fit into memory. */
    boolean hasTable() {
        return sizes.tableBytes() > 0 && sizes.tableBytes() <= MAX_TABLE_BYTES;
    }

    /**
     * What can be seen of a text, with what each layer predicts at a position if the vectors are among the groups.
     *
     * @param model whose switches are used
     * @param known the same groups of the same text with the same switches, seen before: everything except the lens
     */
    Inspection inspect(
            ModelVariant model, Prefix whole, int position, Set<Inspection.Group> groups, Optional<Inspection> known) {
        Set<String> wanted = outputs.keySet().stream()
                .filter(name -> name.startsWith(InspectionOutput.LENS)
                        ? groups.contains(Inspection.Group.VECTORS)
                        : known.isEmpty() && in(groups, name))
                .collect(Collectors.toSet());
        if (wanted.isEmpty() && known.isPresent()) {
            return known.get();
        }
        Map<String, Tensor> seen = new HashMap<>(weights);
        seen.keySet().retainAll(wanted);
        wanted.removeAll(seen.keySet());
        Map<String, Logits> lens = new HashMap<>();
        long[][] ids = {whole.ids().asLongStream().toArray()};
        try (OrtSession.Result result = run(ids, wanted, model.switches(), 0)) {
            for (String name : wanted) {
                OnnxTensor tensor = GraphSignature.output(result, name);
                if (name.startsWith(InspectionOutput.LENS)) {
                    lens.put(
                            name,
                            FaultyLogitsException.requireUsable(
                                    model.id(), position + 1, LogitRows.at(tensor, position)));
                } else {
                    seen.put(name, numbers(model, whole.size(), name, tensor));
                }
            }
        } catch (OrtException e) {
            throw failed(e);
        }
        return known.orElseGet(() -> new Inspection(whole.size(), model.switches(), seen))
                .with(Inspection.numbered(lens, InspectionOutput.LENS));
    }

    private Tensor numbers(ModelVariant model, int tokens, String name, OnnxTensor tensor) {
        Tensor read = read(name, tensor);
        if (!read.hasOnlyNumbers()) {
            throw new FaultyLogitsException(model.id(), tokens, name + " has NaN");
        }
        return read;
    }

    private boolean in(Set<Inspection.Group> groups, String name) {
        return outputs.get(name).group().filter(groups::contains).isPresent();
    }

    /** An output without its batch axis. */
    private Tensor read(String name, OnnxTensor tensor) {
        InspectionOutput output = outputs.get(name);
        int[] shape = LongStream.of(tensor.getInfo().getShape())
                .skip(output.weight() ? 0 : 1)
                .mapToInt(Math::toIntExact)
                .toArray();
        Tensor read = new Tensor(Tensors.floats(tensor), shape);
        if (output.weight()) {
            weights.put(name, read);
        }
        return read;
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("the inspect graph did not run: " + InvalidPackageException.firstLine(e), e);
    }

    /** The row of every id, from one-token texts. */
    TokenTable table(int vocabularySize) {
        return new TokenTable(rows(IntStream.range(0, vocabularySize).toArray()));
    }

    private List<Vector> rows(int[] tokens) {
        List<Vector> rows = new ArrayList<>();
        for (int from = 0; from < tokens.length; from += ROWS) {
            long[][] ids = IntStream.of(Arrays.copyOfRange(tokens, from, Math.min(from + ROWS, tokens.length)))
                    .mapToObj(id -> new long[] {id})
                    .toArray(long[][]::new);
            try (OrtSession.Result result = run(ids, Set.of(InspectionOutput.EMBEDDINGS))) {
                float[] some = Tensors.floats(GraphSignature.output(result, InspectionOutput.EMBEDDINGS));
                int width = some.length / ids.length;
                IntStream.range(0, ids.length).forEach(row -> rows.add(Vector.part(some, row * width, width)));
            } catch (OrtException e) {
                throw failed(e);
            }
        }
        return rows;
    }

    /** Whether the table that makes the logits is not the token table. */
    boolean hasOutputRows() {
        return inputs.contains(ROW_IDS) && outputs.containsKey(InspectionOutput.ROWS);
    }

    /** Whether the token table makes the logits. */
    boolean isTied() {
        return tied;
    }

    /** The rows that make the logits of these tokens: those that the graph gives, or else those of the token table if it makes them. */
    Optional<List<OutputRow>> outputRows(int[] tokens) {
        if (!hasOutputRows()) {
            return tied && outputs.containsKey(InspectionOutput.EMBEDDINGS)
                    ? Optional.of(rows(tokens).stream()
                            .map(row -> new OutputRow(row, 0))
                            .toList())
                    : Optional.empty();
        }
        Set<String> wanted = outputs.keySet().stream()
                .filter(Set.of(InspectionOutput.ROWS, InspectionOutput.ROW_BIAS)::contains)
                .collect(Collectors.toSet());
        long[] ids = IntStream.of(tokens).asLongStream().toArray();
        try (OrtSession.Result result = run(new long[][] {{0}}, wanted, Switches.NONE, ids)) {
            float[] rows = Tensors.floats(GraphSignature.output(result, InspectionOutput.ROWS));
            float[] biases = wanted.contains(InspectionOutput.ROW_BIAS)
                    ? Tensors.floats(GraphSignature.output(result, InspectionOutput.ROW_BIAS))
                    : new float[tokens.length];
            int width = rows.length / tokens.length;
            return Optional.of(IntStream.range(0, tokens.length)
                    .mapToObj(i -> new OutputRow(Vector.part(rows, i * width, width), biases[i]))
                    .toList());
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private OrtSession.Result run(long[][] ids, Set<String> wanted) throws OrtException {
        return run(ids, wanted, Switches.NONE, 0);
    }

    /** @param rows the ids of tokens, where the graph has an input for them */
    private OrtSession.Result run(long[][] ids, Set<String> wanted, Switches factors, long... rows)
            throws OrtException {
        return run(session(), ids, wanted, factors, rows);
    }

    private OrtSession.Result run(OrtSession opened, long[][] ids, Set<String> wanted, Switches factors, long... rows)
            throws OrtException {
        long[][] mask = new long[ids.length][ids[0].length];
        Arrays.stream(mask).forEach(row -> Arrays.fill(row, 1));
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            given.putAll(Tensors.each(
                    Map.of("input_ids", ids, "attention_mask", mask), input -> Tensors.of(input.getValue())));
            given.putAll(switches.tensors(factors));
            given.put(ROW_IDS, Tensors.vector(rows));
            Map<String, OnnxTensor> used = new HashMap<>(given);
            used.keySet().retainAll(inputs);
            return opened.run(used, wanted);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public synchronized void close() {
        weights.clear();
        if (session != null) {
            Sessions.close(session);
            session = null;
        }
    }
}
