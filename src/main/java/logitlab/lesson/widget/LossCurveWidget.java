package logitlab.lesson.widget;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.CardText;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * {@code ```widget loss-curve}: the loss of a model at each age at which it was saved, and what it writes at one of them.
 *
 * <pre>
 * id: falling
 * models: [storyteller-step-250, storyteller]
 * prompt: Once upon a time
 * seed: 7
 * temperature: 0.8
 * age: 250
 * </pre>
 *
 * @param ages from 0 steps on
 * @param age the chosen one, the last by default
 * @param length how many tokens each text goes on
 */
public record LossCurveWidget(WidgetConfig config, List<Age> ages, Age age, int length, long seed) implements Widget {

    private static final List<String> OWN = List.of("models", "seed", "age", "length");
    private static final int MOST_MODELS = 6;

    /** The keys that a model's card must have. */
    private static final String STEPS = "training_steps";

    private static final String LOSS = "held_out_nats_per_token";

    /**
     * A model in the course of its training.
     *
     * @param steps of training
     * @param model absent before the first step, where nothing has been learned
     * @param loss in nats per token, on texts that it was not trained on; of a guess at random among all tokens at 0 steps
     */
    public record Age(long steps, Optional<LanguageModel> model, double loss) {}

    public LossCurveWidget {
        ages = List.copyOf(ages);
    }

    static LossCurveWidget of(BlockValues values, Models models) {
        WidgetConfig config = WidgetConfig.ofLive(values, models, OWN, List.of("seed"));
        List<Age> ages = ages(values, models);
        List<String> steps =
                ages.stream().map(age -> Long.toString(age.steps())).toList();
        return new LossCurveWidget(
                config,
                ages,
                values.find("age").isPresent()
                        ? values.oneOf("age", ages, age -> Long.toString(age.steps()))
                        : ages.get(steps.size() - 1),
                values.whole("length", Range.of(1, 60), 30),
                values.seed());
    }

    private static List<Age> ages(BlockValues values, Models models) {
        values.list("models", 1, MOST_MODELS);
        List<Age> saved = values
                .choices("models", models.all().stream().map(LanguageModel::id).toList())
                .stream()
                .map(id -> age(models.get(id)))
                .sorted(Comparator.comparingLong(Age::steps))
                .toList();
        int vocabulary = saved.get(0).model().orElseThrow().card().vocabularySize();
        return Stream.concat(Stream.of(new Age(0, Optional.empty(), Math.log(vocabulary))), saved.stream())
                .toList();
    }

    private static Age age(LanguageModel model) {
        CardText card = model.card().text();
        if (card.number(STEPS).isEmpty() || card.number(LOSS).isEmpty()) {
            throw new InvalidValueException("models", new Constraint("with-loss", STEPS, LOSS), model.id());
        }
        return new Age(
                (long) card.number(STEPS).getAsDouble(),
                Optional.of(model),
                card.number(LOSS).getAsDouble());
    }

    /** What the chosen model writes; empty at 0 steps. */
    public Optional<Lane> greedy() {
        return age.model().map(model -> lane(model, Decoder.GREEDY, Settings.OFF));
    }

    /** The same with the settings and the seed. */
    public Optional<Lane> sampled() {
        return age.model().map(model -> lane(model, Decoder.SAMPLE, config.settings()));
    }

    private Lane lane(LanguageModel model, Decoder decoder, Settings settings) {
        return Lane.open(model, model.prompt(config.live().prompt()), List.of(), decoder, settings, seed)
                .run(length);
    }

    /** What a guess at random writes with the seed: every token of the vocabulary is as probable as any other. */
    public List<Integer> random() {
        int vocabulary = config.live().model().card().vocabularySize();
        return IntStream.range(0, length)
                .map(step -> (int) (new Draw(seed, step).u() * vocabulary))
                .boxed()
                .toList();
    }

    @Override
    public List<String> kept() {
        return List.of("age");
    }

    @Override
    public boolean opens(String key) {
        return key.equals("age") || config.opens(key);
    }
}
