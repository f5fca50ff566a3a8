package logitlab.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Switches;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;

/** Asks where the logits at a position of a text come from. The fields have their defaults, and {@link #read} fills them. */
final class InspectRequest {

    static final int MOST_BYTES = 1 << 20;

    private static final Range TOP = Range.of(1, 200);
    private static final Range INDEXES = Range.of(0, JsonReader.MAX_VALUES);

    private String model;
    private final PromptJson prompt = new PromptJson();
    private Prefix tokens = Prefix.EMPTY;
    private OptionalInt position = OptionalInt.empty();
    private OptionalInt target = OptionalInt.empty();
    private OptionalInt against = OptionalInt.empty();
    private Switches switches = Switches.NONE;
    private int top = 10;
    private boolean logits;
    private boolean vectors;

    private InspectRequest() {}

    static InspectRequest read(JsonReader json) throws IOException {
        InspectRequest request = new InspectRequest();
        Map<String, JsonReader.Value> fields = Map.of(
                "model", () -> request.model = json.text(),
                "tokens", () -> request.tokens = json.ids(),
                "position", () -> request.position = OptionalInt.of((int) json.whole(INDEXES)),
                "target", () -> request.target = OptionalInt.of(json.id()),
                "against", () -> request.against = OptionalInt.of(json.id()),
                "switches", () -> request.switches = SwitchesJson.read(json),
                "top", () -> request.top = (int) json.whole(TOP),
                "logits", () -> request.logits = json.flag(),
                "vectors", () -> request.vectors = json.flag());
        request.prompt.read(json, fields);
        return request;
    }

    /**
     * Runs the model on prompt and tokens, with the switches.
     *
     * @throws HttpRefusedException with status 404 if there is no such model
     * @throws InvalidValueException if the text does not fit, the position is not in it, an id is outside the vocabulary, or the model
     *     lacks a switch
     */
    InspectAnswer answer(Messages messages, Models models) {
        LanguageModel found = SwitchesJson.switched(NextRequest.model(models, model), switches);
        Prefix typed = prompt.read(found);
        KnownIds vocabulary = new KnownIds(found.card().vocabularySize());
        vocabulary.require("tokens", tokens);
        vocabulary.requirePair(target, against);
        List<Integer> after = tokens.ids().boxed().toList();
        Prefix text = typed.plus(after);
        int context = found.card().contextLength();
        if (text.size() > context) {
            throw new InvalidValueException(
                    "tokens", new Constraint("fits-context", context), Integer.toString(text.size()));
        }
        int at = position.orElse(text.size() - 1);
        if (at >= text.size()) {
            throw new InvalidValueException(
                    "position", new Constraint("from-to", 0, text.size() - 1), Integer.toString(at));
        }
        InspectAnswer.Detail detail = new InspectAnswer.Detail(top, logits, vectors);
        return InspectAnswer.of(messages, found, typed, prompt.rendered(found), text, at, target, against, detail);
    }
}
