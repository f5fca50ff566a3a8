package logitlab.web.challenge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.decoding.Words;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Sort;
import logitlab.model.LanguageModel;
import logitlab.web.LaneLink;
import logitlab.web.Query;

/**
 * Which ten questions, of which model, and what was answered to them, as an address says it.
 *
 * <pre>
 * link = "/challenge?v=1" ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ["&amp;seed=" n] ("&amp;" sort "=" answer)*
 * </pre>
 *
 * <p>Keys come in any order, each once. What is left out: the first model, its digest, any seed.
 *
 * @param answers as they were typed or chosen, by the words of the sorts, in the order of the course; a blank one was left empty
 */
record ChallengeLink(Optional<String> model, Optional<String> digest, OptionalLong seed, Map<String, String> answers) {

    private static final List<String> OWN = List.of("v", "model", "digest", "seed");
    private static final List<String> SORTS =
            Arrays.stream(Sort.values()).map(Sort::word).toList();

    /** @throws InvalidValue naming the key, the rule and the value, for the first word that breaks one; no answer ever does */
    static ChallengeLink parse(Map<String, String> words) {
        words.keySet().stream().filter(key -> !known(key)).findFirst().ifPresent(key -> {
            List<String> keys = Stream.concat(OWN.stream(), SORTS.stream()).toList();
            throw new InvalidValue(key, new Rule("known-key", String.join(", ", keys)), words.get(key));
        });
        if (!words.getOrDefault("v", "1").equals("1")) {
            throw new InvalidValue("v", new Rule("one-of", "1"), words.get("v"));
        }
        Optional<String> digest = find(words, "digest");
        digest.ifPresent(LaneLink::requireDigest);
        return new ChallengeLink(find(words, "model"), digest, seed(words), answers(words));
    }

    private static boolean known(String key) {
        return OWN.contains(key) || SORTS.contains(key);
    }

    private static Optional<String> find(Map<String, String> words, String key) {
        return Optional.ofNullable(words.get(key)).filter(word -> !word.isBlank());
    }

    private static OptionalLong seed(Map<String, String> words) {
        return find(words, "seed").stream()
                .mapToLong(word -> Words.whole("seed", word, Challenge.SEEDS))
                .findFirst();
    }

    private static Map<String, String> answers(Map<String, String> words) {
        Map<String, String> answers = new LinkedHashMap<>();
        SORTS.stream().filter(words::containsKey).forEach(sort -> answers.put(sort, words.get(sort)));
        return answers;
    }

    /** Whether the form was sent, be it with every field empty. */
    boolean answered() {
        return !answers.isEmpty();
    }

    /** Whether the link has the digest and the seed, without which nothing can be checked. */
    boolean isWhole() {
        return digest.isPresent() && seed.isPresent();
    }

    /** With what it leaves out. */
    ChallengeLink completed(LanguageModel of, long otherSeed) {
        return new ChallengeLink(
                Optional.of(of.id()),
                Optional.of(digest.orElse(of.card().digest())),
                OptionalLong.of(seed.orElse(otherSeed)),
                answers);
    }

    /** The same questions before anyone has answered them, of the weights that are here. */
    ChallengeLink afresh(LanguageModel of) {
        return new ChallengeLink(model, Optional.of(of.card().digest()), seed, Map.of());
    }

    /** Whether the questions were made of these weights. */
    boolean isOf(LanguageModel of) {
        return digest.stream().allMatch(of.card().digest()::equals);
    }

    /** The words but for the answers. */
    Map<String, String> questions() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("v", "1");
        model.ifPresent(id -> words.put("model", id));
        digest.ifPresent(hex -> words.put("digest", hex));
        seed.ifPresent(number -> words.put("seed", Long.toString(number)));
        return words;
    }

    /** The words that {@link #parse} reads back to this link. */
    Map<String, String> toMap() {
        Map<String, String> words = questions();
        words.putAll(answers);
        return words;
    }

    String query() {
        return Query.format(toMap());
    }

    String address() {
        return "/challenge?" + query();
    }
}
