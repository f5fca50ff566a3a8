package logitlab.web.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.explain.AttentionPattern;

/**
 * Everything that the address of the page of all heads contains.
 *
 * <pre>
 * link = "/inside/heads?v=1" ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ["&amp;by=" order]
 * order = "previous" | "first" | "same" | "after" | "place"
 * </pre>
 *
 * @param by the score that the heads are sorted by; empty for their place in the model
 */
public record HeadsLink(Optional<String> model, Optional<String> digest, Optional<AttentionPattern> by) {

    private static final Set<String> KEYS = Set.of("v", "model", "digest", "by");
    private static final String PLACE = "place";

    /** All heads of a model, by how much they look at the token before. */
    public static HeadsLink of(LanguageModel model) {
        return new HeadsLink(
                Optional.of(model.id()), Optional.of(model.card().digest()), Optional.of(AttentionPattern.PREVIOUS));
    }

    /** @throws InvalidValueException naming the key, the rule and the value of the first parameter that breaks a rule */
    public static HeadsLink parse(Map<String, String> parameters) {
        Query.requireKnown(parameters, HeadsLink::known, KEYS.stream().sorted().collect(Collectors.joining(", ")));
        Optional<String> digest = Query.find(parameters, "digest");
        digest.ifPresent(LaneLink::requireDigest);
        return new HeadsLink(
                Query.find(parameters, "model"),
                digest,
                by(Query.find(parameters, "by").orElse(AttentionPattern.PREVIOUS.key())));
    }

    public static boolean known(String key) {
        return KEYS.contains(key);
    }

    private static Optional<AttentionPattern> by(String key) {
        Optional<AttentionPattern> found = Stream.of(AttentionPattern.values())
                .filter(pattern -> pattern.key().equals(key))
                .findFirst();
        if (found.isEmpty() && !key.equals(PLACE)) {
            String keys = Stream.concat(
                            Stream.of(AttentionPattern.values()).map(AttentionPattern::key), Stream.of(PLACE))
                    .collect(Collectors.joining(", "));
            throw new InvalidValueException("by", new Constraint("one-of", keys), key);
        }
        return found;
    }

    /** The weights that the link was made with, and the model of this server for it. @throws InvalidValueException naming {@code model} */
    public Weights weights(Models models) {
        return Weights.of(model, digest, models);
    }

    /** The same page of a model of this server. */
    public HeadsLink on(LanguageModel today) {
        return of(today).by(by);
    }

    public HeadsLink by(Optional<AttentionPattern> pattern) {
        return new HeadsLink(model, digest, pattern);
    }

    /** The parameters that {@link #parse} reads back to this link. */
    public Map<String, String> toMap() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", "1");
        model.ifPresent(id -> parameters.put("model", id));
        digest.ifPresent(hex -> parameters.put("digest", hex));
        parameters.put("by", by.map(AttentionPattern::key).orElse(PLACE));
        return parameters;
    }

    /** The query string, without {@code /inside/heads?}. */
    public String query() {
        return Query.format(toMap());
    }
}
