package logitlab.lesson.challenge;

import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Token;

/**
 * A text that a model writes from a seed, at whose steps the questions are asked.
 *
 * <p>Sampled at temperature 0.8 with top-p 0.9. The end-of-text token is banned, so that there are {@link #STEPS} steps
 * if the model's context has room for them.
 */
record Story(String beginning, Lane lane) {

    static final int STEPS = 40;
    static final double TEMPERATURE = 0.8;
    static final double TOP_P = 0.9;

    private static final double BAN = -1000;
    private static final List<String> BEGINNINGS = List.of(
            "Once upon a time there was a",
            "The king said to his",
            "One day the little girl",
            "There were once three",
            "The old woman went into the",
            "In the middle of the forest");

    static Story of(LanguageModel model, long seed) {
        String beginning = model.beginning(BEGINNINGS.get((int) (seed % BEGINNINGS.size())));
        Settings settings = new Settings(ban(model), 1, TEMPERATURE, OptionalInt.empty(), TOP_P, 0, 1);
        return new Story(
                beginning,
                Lane.open(model, model.prompt(beginning), List.of(), Decoder.SAMPLE, settings, seed)
                        .run(STEPS));
    }

    private static TreeMap<Integer, Double> ban(LanguageModel model) {
        TreeMap<Integer, Double> ban = new TreeMap<>();
        model.endOfText().ifPresent(id -> ban.put(id, BAN));
        return ban;
    }

    /** How many steps it has. */
    int steps() {
        return lane.ids().size();
    }

    /** All ids before a step. */
    Prefix before(int at) {
        return lane.text().first(lane.prompt().size() + at);
    }

    /** The text before a step. */
    String text(int at) {
        return lane.model().text(before(at));
    }

    /** Whether the text before a step, typed as a prompt, is cut into the same tokens. */
    boolean readsBack(int at) {
        String text = text(at);
        return lane.model().fits(text) && lane.model().prompt(text).equals(before(at));
    }

    /** Where the step is found that wrote the text on. */
    Moment moment(int at) {
        return new Moment(beginning, lane.ids().subList(0, at + 1), lane.settings(), lane.seed(), at);
    }

    /** The step that wrote the text on. */
    Step written(int at) {
        return lane.step(at);
    }

    /** The same step with other settings and another draw. */
    Step step(int at, Settings settings, Draw draw) {
        return Step.of(logits(at), before(at), settings.stages(), draw);
    }

    Logits logits(int at) {
        return lane.model().logits(before(at));
    }

    /** The tokens with the largest logits before a step, no others beside them. */
    List<Candidate> best(int at, int count) {
        return step(at, Settings.OFF, new Draw(0, 0)).intervals(count);
    }

    Token token(int id) {
        return lane.model().tokenizer().token(id);
    }
}
