package logitlab.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.explain.BillPair;
import logitlab.model.explain.Missing;
import logitlab.web.inside.Unavailable;

/** What an {@link InspectAnswer} lacks: each kind of value with the key of the sentence that says why it is missing. */
final class InspectLacks {

    private InspectLacks() {}

    static Map<String, String> of(
            LanguageModel model,
            Inspection seen,
            int position,
            Optional<BillPair> bills,
            List<InspectAnswer.LensPoint> lens,
            List<InspectAnswer.HeadAnswer> heads,
            List<InspectAnswer.GatesAnswer> gates) {
        Map<String, String> lacks = new LinkedHashMap<>();
        for (Missing missing : Missing.ofBill(model, seen, position, bills)) {
            lacks.put(missing == Missing.TABLE ? "parts" : missing.key(), "missing." + missing.key());
        }
        if (lens.isEmpty()) {
            lacks.put("lens", "missing." + Missing.ofLens(model, seen, position).key());
        }
        if (heads.isEmpty() || heads.stream().anyMatch(head -> head.weights().isEmpty())) {
            lacks.put("attention", Unavailable.attention(model));
        }
        if (heads.stream().anyMatch(head -> head.scores().isEmpty())) {
            lacks.put("scores", "missing.scores");
        }
        if (gates.isEmpty() && model.recurrent()) {
            lacks.put("gates", "missing.gates");
        }
        return lacks;
    }

    /** Of a model that shows nothing of its inside, or not for so long a text. */
    static Map<String, String> everything(LanguageModel model) {
        Map<String, String> lacks = new LinkedHashMap<>();
        Stream.of("parts", "lens", "attention", model.recurrent() ? "gates" : "scores")
                .forEach(what -> lacks.put(what, "inside.missing.all"));
        return lacks;
    }
}
