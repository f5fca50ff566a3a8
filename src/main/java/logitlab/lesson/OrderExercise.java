package logitlab.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Rule;

/**
 * {@code ```exercise order}: tokens to be put into the order of their probability.
 *
 * <pre>
 * id: rank
 * question: Put the tokens into the order of their probability, the most probable first.
 * tokens: [mat, moon, sofa]
 * logits: [0.3, -2.5, -0.5]
 * hints:
 *   - Is −0.5 above or below −2.5?
 * </pre>
 */
public record OrderExercise(Brief brief, Cut cut) implements Exercise {

    private static final String ANSWER = "answer";

    static OrderExercise of(BlockWords words) {
        words.allow(Brief.keysWith(List.of("tokens", "logits", "bias", "temperature")));
        words.choices("tokens", Set.copyOf(words.list("tokens")));
        Cut cut = Cut.of(words);
        OrderExercise exercise =
                new OrderExercise(Brief.of(words, Pick.holes(cut.said()).keySet()), cut);
        if (exercise.tied()) {
            throw new InvalidValue("logits", new Rule("no-ties"), String.join(", ", words.list("logits")));
        }
        Dice.requireFresh(exercise::fresh);
        return exercise;
    }

    private boolean tied() {
        return cut.ranked().stream().map(Candidate::adjustedLogit).distinct().count() < cut.size();
    }

    /** With fresh logits, some of them negative, that order the tokens otherwise than their distances from 0 do. */
    private OrderExercise fresh(long seed) {
        return Dice.first(
                seed,
                dice -> new OrderExercise(brief.fresh(seed), cut.fresh(dice)),
                fresh -> !fresh.tied() && !fresh.byDistanceFromZero().equals(fresh.right()));
    }

    /** The texts of the tokens, the most probable first. */
    private List<String> right() {
        return texts(Cut.ids(cut.ranked()));
    }

    private List<String> byDistanceFromZero() {
        Logits logits = cut.vocabulary().logits();
        return texts(IntStream.range(0, cut.size())
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -Math.abs(logits.at(id))))
                .toList());
    }

    private List<String> reversed() {
        List<Integer> ids = new ArrayList<>(Cut.ids(cut.ranked()));
        Collections.reverse(ids);
        return texts(ids);
    }

    private List<String> texts(List<Integer> ids) {
        return ids.stream().map(cut.vocabulary().tokens()::get).toList();
    }

    @Override
    public Attempt<OrderExercise> attempt(Map<String, String> typed) {
        return Attempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, words) -> asked.judge(words));
    }

    private Verdict judge(BlockWords words) {
        List<String> order = new ArrayList<>();
        for (int place = 0; place < cut.size(); place++) {
            String text = words.oneOf(key(place), cut.vocabulary().tokens());
            if (order.contains(text)) {
                throw new InvalidValue(key(place), new Rule("once"), text);
            }
            order.add(text);
        }
        return judge(order);
    }

    private static String key(int place) {
        return ANSWER + "." + place;
    }

    private Verdict judge(List<String> order) {
        List<String> right = right();
        if (order.equals(right)) {
            return Verdict.RIGHT;
        }
        String name = order.equals(reversed())
                ? "reversed"
                : order.equals(byDistanceFromZero()) ? "absolute-value" : "places";
        long places = IntStream.range(0, right.size())
                .filter(place -> right.get(place).equals(order.get(place)))
                .count();
        return Verdict.of(new Mistake(name, places, order.get(0)));
    }

    @Override
    public Facts facts() {
        return Facts.of(cut.vocabulary(), -1, cut.said());
    }

    @Override
    public Map<String, Figure> holes() {
        return Pick.holes(cut.said());
    }

    @Override
    public List<Working> solution() {
        return cut.ranked().stream()
                .map(candidate -> Working.of(
                        "solution.place",
                        Figure.of(cut.vocabulary().token(candidate.id())),
                        Figure.of(Figure.Sort.LOGIT, candidate.logit()),
                        Figure.of(Figure.Sort.PERCENT, candidate.samplingProbability())))
                .toList();
    }

    @Override
    public Map<String, String> answer() {
        return answer(right());
    }

    private static Map<String, String> answer(List<String> order) {
        Map<String, String> words = new LinkedHashMap<>();
        IntStream.range(0, order.size()).forEach(place -> words.put(key(place), order.get(place)));
        return words;
    }

    /** The whole order turned round, by the distance from 0, and with two neighbours exchanged. */
    @Override
    public List<Slip> slips() {
        List<String> exchanged = new ArrayList<>(right());
        Collections.swap(exchanged, 0, 1);
        List<Slip> slips = new ArrayList<>();
        for (List<String> order : List.of(reversed(), byDistanceFromZero(), exchanged)) {
            judge(order).mistake().ifPresent(mistake -> slips.add(new Slip(mistake.name(), answer(order))));
        }
        return List.copyOf(slips);
    }
}
