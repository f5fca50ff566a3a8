package logitlab.web.link;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Edition;
import logitlab.lesson.challenge.QuestionKind;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * The address of a challenge: its edition, the model and the seed of the ten questions, and the answers to them.
 *
 * <pre>
 * link = "/challenge?v=" edition ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ["&amp;seed=" n] ("&amp;" question "=" answer)* ["&amp;gaps=on"]
 * </pre>
 *
 * <p>Keys come in any order, each once. What is left out: the last edition, the first model, its digest, any seed. A link of the first
 * edition always has its {@code v}: the site never made one without.
 *
 * @param answers as they were typed or chosen, by {@link QuestionKind#key}, in the order of the edition's kinds; a field that was left
 *     empty is blank
 * @param gaps whether the answers are to be checked although some are missing
 */
public record ChallengeLink(
        Edition edition,
        Optional<String> model,
        Optional<String> digest,
        OptionalLong seed,
        Map<String, String> answers,
        boolean gaps) {

    private static final String GAPS = "gaps";
    private static final String ON = "on";
    private static final List<String> VERSIONS =
            Arrays.stream(Edition.values()).map(Edition::version).toList();

    /**
     * @throws InvalidValueException naming the key, the rule and the value, for the first value that breaks a rule; no answer does
     */
    public static ChallengeLink parse(Map<String, String> parameters) {
        Edition edition = edition(parameters);
        List<String> questions = edition.kinds().stream().map(QuestionKind::key).toList();
        List<String> keys = Stream.of(
                        Stream.of("v", "model", "digest", "seed"),
                        questions.stream(),
                        Stream.of(GAPS).filter(key -> edition != Edition.FIRST))
                .flatMap(each -> each)
                .toList();
        Query.requireKnown(parameters, keys::contains, String.join(", ", keys), VERSIONS);
        Optional<String> digest = Query.find(parameters, "digest");
        digest.ifPresent(LaneLink::requireDigest);
        OptionalLong seed = Query.whole(parameters, "seed", Challenge.SEEDS);
        Optional<String> gaps = Query.find(parameters, GAPS);
        gaps.filter(value -> !value.equals(ON)).ifPresent(value -> {
            throw new InvalidValueException(GAPS, new Constraint("one-of", ON), value);
        });
        Map<String, String> answers = new LinkedHashMap<>();
        questions.stream().filter(parameters::containsKey).forEach(key -> answers.put(key, parameters.get(key)));
        return new ChallengeLink(edition, Query.find(parameters, "model"), digest, seed, answers, gaps.isPresent());
    }

    private static Edition edition(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("v")).flatMap(Edition::find).orElse(Edition.SECOND);
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
                edition,
                model.or(() -> Optional.of(today.id())),
                weights.areHere() ? Optional.of(today.card().digest()) : digest,
                OptionalLong.of(seed.orElse(ifNoSeed)),
                answers,
                gaps);
    }

    /** The questions of the same seed for a model with different weights, not answered yet. */
    public ChallengeLink unanswered(LanguageModel of) {
        return new ChallengeLink(
                edition, Optional.of(of.id()), Optional.of(of.card().digest()), seed, Map.of(), false);
    }

    /** The same answers, to be checked although some are missing or not. */
    public ChallengeLink with(boolean withGaps) {
        return new ChallengeLink(edition, model, digest, seed, answers, withGaps);
    }

    /** The parameters without the answers. */
    public Map<String, String> questions() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", edition.version());
        model.ifPresent(id -> parameters.put("model", id));
        digest.ifPresent(hex -> parameters.put("digest", hex));
        seed.ifPresent(number -> parameters.put("seed", Long.toString(number)));
        return parameters;
    }

    /** The parameters from which {@link #parse} makes this link. */
    public Map<String, String> toMap() {
        Map<String, String> parameters = questions();
        parameters.putAll(answers);
        if (gaps) {
            parameters.put(GAPS, ON);
        }
        return parameters;
    }

    public String query() {
        return Query.format(toMap());
    }

    public String address() {
        return "/challenge?" + query();
    }
}
