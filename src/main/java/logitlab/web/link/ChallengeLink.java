package logitlab.web.link;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.QuestionKind;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * The address of a challenge: the model and the seed of the ten questions, and the answers to them.
 *
 * <pre>
 * link = "/challenge?v=1" ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ["&amp;seed=" n] ("&amp;" question "=" answer)*
 * </pre>
 *
 * <p>Keys come in any order, each once. What is left out: the first model, its digest, any seed.
 *
 * @param answers as they were typed or chosen, by {@link QuestionKind#key}, in the order of the course; a field that was left empty is blank
 */
public record ChallengeLink(
        Optional<String> model, Optional<String> digest, OptionalLong seed, Map<String, String> answers) {

    private static final List<String> QUESTIONS =
            Arrays.stream(QuestionKind.values()).map(QuestionKind::key).toList();
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("v", "model", "digest", "seed"), QUESTIONS.stream())
            .toList();

    /** @throws InvalidValueException naming the key, the rule and the value, for the first value that breaks a rule; no answer does */
    public static ChallengeLink parse(Map<String, String> parameters) {
        Query.requireKnown(parameters, KEYS::contains, String.join(", ", KEYS));
        Optional<String> digest = Query.find(parameters, "digest");
        digest.ifPresent(LaneLink::requireDigest);
        OptionalLong seed = Query.whole(parameters, "seed", Challenge.SEEDS);
        Map<String, String> answers = new LinkedHashMap<>();
        QUESTIONS.stream().filter(parameters::containsKey).forEach(key -> answers.put(key, parameters.get(key)));
        return new ChallengeLink(Query.find(parameters, "model"), digest, seed, answers);
    }

    /** Whether the form was sent, even with every field empty. */
    public boolean answered() {
        return !answers.isEmpty();
    }

    /** Whether the link has the digest and the seed, without which nothing can be checked. */
    public boolean isComplete() {
        return digest.isPresent() && seed.isPresent();
    }

    /** @throws InvalidValueException if the link names a model that there never was */
    public Weights weights(Models models) {
        return Weights.of(model, digest, models);
    }

    /** The same link with what it leaves out. @param weights those of the link */
    public ChallengeLink completed(Weights weights, long ifNoSeed) {
        LanguageModel today = weights.today();
        return new ChallengeLink(
                model.or(() -> Optional.of(today.id())),
                weights.areHere() ? Optional.of(today.card().digest()) : digest,
                OptionalLong.of(seed.orElse(ifNoSeed)),
                answers);
    }

    /** The questions of the same seed for a model with different weights, not answered yet. */
    public ChallengeLink unanswered(LanguageModel of) {
        return new ChallengeLink(Optional.of(of.id()), Optional.of(of.card().digest()), seed, Map.of());
    }

    /** The parameters without the answers. */
    public Map<String, String> questions() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", "1");
        model.ifPresent(id -> parameters.put("model", id));
        digest.ifPresent(hex -> parameters.put("digest", hex));
        seed.ifPresent(number -> parameters.put("seed", Long.toString(number)));
        return parameters;
    }

    /** The parameters from which {@link #parse} makes this link. */
    public Map<String, String> toMap() {
        Map<String, String> parameters = questions();
        parameters.putAll(answers);
        return parameters;
    }

    public String query() {
        return Query.format(toMap());
    }

    public String address() {
        return "/challenge?" + query();
    }
}
