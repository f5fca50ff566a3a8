package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.onnx.tensor.Sessions;

/**
 * The graph next to a decoder that makes vectors of ids, where the decoder takes these in place of ids: {@code embed_tokens_q4.onnx} next to
 * {@code decoder_model_merged_q4.onnx}. Exports of models that see or hear are split in this way.
 */
final class EmbeddingGraph implements AutoCloseable {

    private static final String NAMES = "(text_)?embed.*\\.onnx";
    private static final String DECODERS = "^(decoder_model_merged|decoder_model|model|text|decoder)";

    private final OrtSession session;
    private final TensorInfo ids;
    private final Map<String, String> outputs; // by the name of the decoder's input

    private EmbeddingGraph(OrtSession session, TensorInfo ids, Map<String, String> outputs) {
        this.session = session;
        this.ids = ids;
        this.outputs = outputs;
    }

    /**
     * The graph for a decoder that needs one, preferably of the same precision.
     *
     * @param decoder its inputs
     * @return empty if the decoder takes ids, or there is no such graph
     */
    static Optional<EmbeddingGraph> beside(Path file, int threads, Map<String, TensorInfo> decoder)
            throws InvalidPackageException {
        if (decoder.containsKey(StepInputs.IDS) || !decoder.containsKey(GraphSignature.VECTORS)) {
            return Optional.empty();
        }
        for (Path candidate : candidates(file)) {
            Optional<EmbeddingGraph> found = Sessions.open(candidate, threads, true, session -> {
                Optional<EmbeddingGraph> fits = of(session, decoder);
                if (fits.isEmpty()) {
                    Sessions.close(session);
                }
                return fits;
            });
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<Path> candidates(Path decoder) throws InvalidPackageException {
        String precision = decoder.getFileName().toString().replaceFirst(DECODERS, "");
        try (Stream<Path> files = Files.list(decoder.toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().matches(NAMES))
                    .sorted(Comparator.comparing((Path file) -> !file.getFileName()
                                    .toString()
                                    .matches("[a-z_]*?(tokens|embed|embeddings?)" + precision))
                            .thenComparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new InvalidPackageException(
                    decoder, "files that can be read", e, "Check the permissions of the folder.");
        }
    }

    /** Empty if it needs more than ids, or gives nothing of the type that the decoder takes. */
    private static Optional<EmbeddingGraph> of(OrtSession session, Map<String, TensorInfo> decoder)
            throws OrtException {
        Map<String, TensorInfo> inputs = GraphSignature.tensors(session.getInputInfo());
        Map<String, TensorInfo> made = GraphSignature.tensors(session.getOutputInfo());
        Map<String, String> outputs = new TreeMap<>();
        made.forEach((name, output) -> {
            String input = made.size() == 1 ? GraphSignature.VECTORS : name;
            if (decoder.containsKey(input) && decoder.get(input).type == output.type) {
                outputs.put(input, name);
            }
        });
        boolean fits = inputs.keySet().equals(Set.of(StepInputs.IDS))
                && new StepInputs(inputs).refusal().isEmpty()
                && outputs.containsKey(GraphSignature.VECTORS);
        return fits ? Optional.of(new EmbeddingGraph(session, inputs.get(StepInputs.IDS), outputs)) : Optional.empty();
    }

    /** The inputs of the decoder that it makes. */
    Set<String> inputs() {
        return outputs.keySet();
    }

    /** These inputs for the ids that the state does not cover; the caller closes them. */
    Map<String, OnnxTensor> tensors(List<Prefix> texts, int fresh) throws OrtException {
        try (OnnxTensor tokens = StepInputs.ids(texts, fresh, ids.type)) {
            OrtSession.Result result = session.run(Map.of(StepInputs.IDS, tokens), Set.copyOf(outputs.values()));
            Map<String, OnnxTensor> made = new HashMap<>();
            outputs.forEach((input, output) -> made.put(input, GraphSignature.output(result, output)));
            return made;
        }
    }

    @Override
    public void close() {
        Sessions.close(session);
    }
}
