package logitlab.web.tool.save;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Bias;
import logitlab.decoding.Decoder;
import logitlab.decoding.MinP;
import logitlab.decoding.Order;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Stage;
import logitlab.decoding.Temperature;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;
import logitlab.decoding.Truncation;
import logitlab.decoding.TypicalP;
import logitlab.model.Lane;
import logitlab.model.Switches;
import logitlab.web.link.PromptLink;

/**
 * A Python script of at most {@value #MOST_LINES} lines that runs the model's graph on the text before a step and takes the step, with
 * onnxruntime, tokenizers and numpy alone. It prints one line of JSON: the token, its two probabilities, and the draw.
 *
 * <pre>
 * python step.py models/storyteller    prints {"id": 1207, "token": " cat", "model_probability": 0.21..., "sampling_probability": 0.34..., "draw": 0.74...}
 * </pre>
 */
final class PythonScript {

    static final int MOST_LINES = 30;

    private static final String FEED = """
            kinds, feed = {"tensor(int64)": np.int64, "tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(bool)": bool}, {}
            for i in session.get_inputs():
                shape = [d if isinstance(d, int) else 1 if "batch" in d else 0 for d in i.shape]
                fill = {"input_ids": [ids], "attention_mask": [[1] * len(ids)], "position_ids": [list(range(len(ids)))], "num_logits_to_keep": 1}.get(i.name)
                fill = fill if fill is not None else np.ones(shape) if i.name.endswith("_scale") else np.zeros(shape)
                feed[i.name] = np.array(fill, kinds[i.type])""";

    private static final String DRAW = """
            x = (%d + %d * 0x9E3779B97F4A7C15) %% 2**64; x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 %% 2**64; x = (x ^ x >> 27) * 0x94D049BB133111EB %% 2**64
            u, q = ((x ^ x >> 31) >> 11) * 2**-53, softmax(z[kept])
            place = min(np.searchsorted(np.cumsum(q), u, side="right"), len(kept) - 1); token = int(kept[place])
            print(json.dumps({"id": token, "token": tokenizer.decode([token], skip_special_tokens=False), "model_probability": p[token], "sampling_probability": q[place], "draw": u}))""";

    private PythonScript() {}

    /**
     * The script of a step; empty for a beam search, and if a stage of its settings is not one that a script can repeat.
     *
     * @param address of the step, for a comment
     * @param at a step that the lane has taken
     */
    static Optional<String> of(Lane lane, Switches switches, PromptLink prompt, String address, int at) {
        if (lane.decoder() == Decoder.BEAM) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        lines.add("# " + address.replaceAll("[^\\x21-\\x7e]", "") + "  (pip install onnxruntime tokenizers numpy)");
        lines.add("import json, sys, numpy as np, onnxruntime, tokenizers");
        lines.add("folder = sys.argv[1] if len(sys.argv) > 1 else "
                + quoted("models/" + lane.model().id()));
        Optional<String> rendered = prompt.rendered(lane.model());
        lines.add("prompt, prompt_ids = " + quoted(rendered.orElse(prompt.text())) + ", "
                + lane.prompt().ids().boxed().toList());
        lines.add("ids = prompt_ids + " + lane.ids().subList(0, at));
        lines.add("tokenizer = tokenizers.Tokenizer.from_file(folder + \"/tokenizer.json\")");
        lines.add("if tokenizer.encode(prompt" + (rendered.isPresent() ? ", add_special_tokens=False" : "")
                + ").ids[:len(prompt_ids)] != prompt_ids: print(\"other ids for the prompt\", file=sys.stderr)");
        lines.add("session = onnxruntime.InferenceSession(folder + "
                + quoted("/" + lane.model().card().graph()) + ")");
        FEED.lines().forEach(lines::add);
        if (!switches.isNone()) {
            lines.add(switched(switches));
        }
        lines.add("def softmax(z): e = np.exp(z - z.max()); return e / e.sum()");
        lines.add("z = session.run([\"logits\"], feed)[0][0, -1].astype(np.float64); p = softmax(z)");
        List<Stage> stages = lane.decoder().stages(lane.settings());
        int ranked = (int) stages.stream()
                .takeWhile(stage -> !(stage instanceof Truncation))
                .count();
        for (int i = 0; i <= stages.size(); i++) {
            if (i == ranked) {
                lines.add("kept = np.argsort(-z, kind=\"stable\"); kept = kept[np.isfinite(z[kept])]");
            }
            if (i < stages.size()) {
                Optional<List<String>> stage = stage(stages.get(i), i < ranked);
                if (stage.isEmpty()) {
                    return Optional.empty();
                }
                lines.addAll(stage.get());
            }
        }
        DRAW.formatted(lane.seed(), at + 1).lines().forEach(lines::add);
        return Optional.of(String.join("\n", lines) + "\n");
    }

    /** @param early whether no token has been dropped yet: a later change of the ranks cannot be repeated */
    private static Optional<List<String>> stage(Stage stage, boolean early) {
        if (stage instanceof TopK top) {
            return line(
                    top.ties()
                            ? "kept = kept[z[kept] >= z[kept[min(" + top.k() + ", len(kept)) - 1]]]"
                            : "kept = kept[:" + top.k() + "]");
        }
        if (stage instanceof TopP top) {
            return line("kept = kept[:np.searchsorted(np.cumsum(softmax(z[kept])), " + top.p() + " - 1e-12) + 1]");
        }
        if (stage instanceof MinP min) {
            return line("kept = kept[softmax(z[kept]) >= " + min.share() + " * softmax(z[kept])[0]]");
        }
        if (stage instanceof TypicalP typical) {
            return Optional.of(List.of(
                    "l = z[kept] - z[kept[0]]; l -= np.log(np.exp(l).sum()); d = np.abs(l - (np.exp(l) * l).sum()); near = np.argsort(d, kind=\"stable\")",
                    typical.strict()
                            ? "kept = kept[np.sort(near[:np.searchsorted(np.cumsum(np.exp(l[near])), " + typical.p()
                                    + " + 1e-12, side=\"right\") + 1])]"
                            : "kept = kept[d <= d[near[min(np.searchsorted(np.cumsum(np.exp(l[near])), " + typical.p()
                                    + " - 1e-12), len(d) - 1)]]]"));
        }
        if (stage instanceof Decoder.GreedySelection) {
            return line("kept = kept[:1]");
        }
        if (stage instanceof Truncation cut && cut.name().equals(Order.TOP_50.key())) {
            return line("kept = kept[:50]");
        }
        if (stage instanceof Temperature temperature) {
            return line("z /= " + temperature.temperature());
        }
        if (!early) {
            return Optional.empty();
        }
        if (stage instanceof Bias bias) {
            return line("for i, b in {" + bias(bias) + "}.items(): z[i] += b");
        }
        if (stage instanceof RepetitionPenalty penalty) {
            String factor = Double.toString(penalty.penalty());
            String seen = penalty.last() == Integer.MAX_VALUE ? "ids" : "ids[-" + penalty.last() + ":]";
            return line("for i in set(" + seen + "): z[i] = z[i] / " + factor + " if z[i] > 0 else z[i] * " + factor);
        }
        return Optional.empty();
    }

    private static Optional<List<String>> line(String code) {
        return Optional.of(List.of(code));
    }

    private static String bias(Bias bias) {
        return bias.byId().entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + (Double.isInfinite(entry.getValue()) ? "-np.inf" : Double.toString(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String switched(Switches switches) {
        return switches.factors().entrySet().stream()
                .map(PythonScript::switched)
                .collect(Collectors.joining("; "));
    }

    private static String switched(Map.Entry<Switches.Place, Double> entry) {
        int layer = entry.getKey().layer() - 1;
        return entry.getKey().head().isPresent()
                ? "feed[\"head_scale\"][" + layer + ", "
                        + (entry.getKey().head().getAsInt() - 1) + "] = " + entry.getValue()
                : "feed[\"mlp_scale\"][" + layer + "] = " + entry.getValue();
    }

    /** A text as a literal of Python: only printable ASCII, so that nothing in it can end the literal or the line. */
    static String quoted(String text) {
        return text.codePoints().mapToObj(PythonScript::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            return "\\" + (char) codePoint;
        }
        if (codePoint >= ' ' && codePoint <= '~') {
            return Character.toString(codePoint);
        }
        return String.format(codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint);
    }
}
