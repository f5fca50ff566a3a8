package logitlab.model.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;

/** What an explanation of a logit lacks because the model's package does not show it. */
public enum Missing {
    /** The whole bill: the final norm, the embedding, or what some layer adds. */
    PARTS,
    /** The rows that make the logits, where they are not those of the token table: the bill and the lens. */
    TABLE,
    /** What single heads and MLPs add: the bill has whole layers. */
    HEADS,
    /** The positions that a head takes from. */
    FROM,
    /** The lens: the vectors between the layers. */
    LENS,
    /** The lens, because the table of tokens is too large to be kept. */
    LENS_SIZE,
    /** The switches of heads and MLPs. */
    SWITCHES;

    /** {@code lens-size}, as in the name of its message. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What a bill lacks. A recurrent network has neither heads nor switches, so it lacks none.
     *
     * @param bills of the two tokens; empty if the model shows too little for them
     */
    public static List<Missing> ofBill(LanguageModel model, Inspection seen, int position, Optional<BillPair> bills) {
        List<Bill.Part> parts = bills.map(pair -> pair.ofTarget().parts()).orElse(List.of());
        List<Missing> missing = new ArrayList<>();
        if (bills.isEmpty()) {
            boolean shown = seen.finalNorm(position).isPresent()
                    && seen.embedding(position).isPresent();
            missing.add(shown && lacksTable(model) ? TABLE : PARTS);
        }
        if (!model.recurrent()) {
            if (parts.stream().anyMatch(part -> part.kind() == Bill.Kind.LAYER)) {
                missing.add(HEADS);
            }
            if (parts.stream()
                    .anyMatch(
                            part -> part.kind() == Bill.Kind.HEAD && part.from().isEmpty())) {
                missing.add(FROM);
            }
            if (!model.exposed().contains(Exposed.SWITCHES)) {
                missing.add(SWITCHES);
            }
        }
        return List.copyOf(missing);
    }

    /** Why there is no {@link FinerLens}. */
    public static Missing ofLens(LanguageModel model, Inspection seen, int position) {
        if (model.outputTable().isPresent() || seen.embedding(position).isEmpty()) {
            return LENS;
        }
        return lacksTable(model) ? TABLE : LENS_SIZE;
    }

    private static boolean lacksTable(LanguageModel model) {
        return model.outputRows(List.of(0)).isEmpty();
    }
}
