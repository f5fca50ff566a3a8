package logitlab.web.play;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import logitlab.decoding.Step;
import logitlab.model.Models;
import logitlab.model.pack.ModelLoader;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;

/**
 * What the hints of the prompts worth trying claim, with their seed and the opening lanes. As a program, it reads prompts, one a
 * line, and prints those of which a hint is true:
 *
 * <pre>
 * mvn -q test-compile exec:java -Dmain.class=logitlab.web.play.ExampleSearch -Dexec.classpathScope=test &lt; prompts.txt
 * </pre>
 */
public final class ExampleSearch {

    /** By the keys of the messages. */
    static final Map<String, Predicate<Lanes>> HINTS = new TreeMap<>(Map.of(
            "sharp", ExampleSearch::sharp,
            "wide", ExampleSearch::wide,
            "loop", ExampleSearch::loop,
            "split", ExampleSearch::split,
            "name", ExampleSearch::name));

    private ExampleSearch() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Models models = ModelLoader.load(List.of(Path.of("models", "storyteller")));
                BufferedReader prompts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String prompt : prompts.lines().toList()) {
                Lanes lanes = new Lanes(prompt, models);
                List<String> hints = HINTS.entrySet().stream()
                        .filter(hint -> hint.getValue().test(lanes))
                        .map(Map.Entry::getKey)
                        .toList();
                if (!hints.isEmpty()) {
                    out.println(String.join(" ", hints) + "\t" + prompt);
                }
            }
        }
    }

    /** The opening lanes on a prompt. */
    record Lanes(String prompt, Models models) {

        /** With this number of tokens in each lane, unless the text ends. */
        OpenedLink run(int tokens) {
            return OpenedLink.open(
                    PlayLink.parse(Query.parse(ExamplePrompt.query(prompt))).at(tokens - 1), models);
        }

        List<Integer> greedy(int tokens) {
            return run(tokens).lanes().get("a").ids();
        }

        List<Integer> sampled(int tokens) {
            return run(tokens).lanes().get("b").ids();
        }

        Step dice() {
            return run(1).lanes().get("b").step(0);
        }

        private List<String> texts(List<Integer> ids) {
            return ids.stream().map(id -> run(1).token("a", id)).toList();
        }
    }

    /** Nearly everything is on one token, and the dice change nothing for ten tokens. */
    private static boolean sharp(Lanes lanes) {
        Step step = lanes.dice();
        return step.best(1).get(0).modelProbability() > 0.99
                && step.kept() == 1
                && lanes.sampled(10).equals(lanes.greedy(10));
    }

    private static boolean wide(Lanes lanes) {
        Step step = lanes.dice();
        return step.best(1).get(0).modelProbability() < 0.05
                && step.logits().softmax().entropy() > 6
                && step.kept() > 500;
    }

    /** Greedy decoding repeats a stretch three times within 41 tokens, and sampling does not. */
    private static boolean loop(Lanes lanes) {
        return repeats(lanes.greedy(41)) >= 3 && lanes.sampled(41).size() == 41 && repeats(lanes.sampled(41)) < 3;
    }

    /** How often a stretch of three tokens or more follows itself, at most. */
    private static int repeats(List<Integer> ids) {
        int most = 1;
        for (int length = 3; length <= ids.size() / 2; length++) {
            for (int from = 0; from + length <= ids.size(); from++) {
                List<Integer> stretch = ids.subList(from, from + length);
                int times = 1;
                while (from + (times + 1) * length <= ids.size()
                        && stretch.equals(ids.subList(from + times * length, from + (times + 1) * length))) {
                    times++;
                }
                most = Math.max(most, times);
            }
        }
        return most;
    }

    /** The lanes begin with the same two to ten tokens, and differ at each step from there to the fortieth. */
    private static boolean split(Lanes lanes) {
        List<Integer> greedy = lanes.greedy(40);
        List<Integer> sampled = lanes.sampled(40);
        if (greedy.size() < 40 || sampled.size() < 40) {
            return false;
        }
        int same = 0;
        while (same < 40 && greedy.get(same).equals(sampled.get(same))) {
            same++;
        }
        return same >= 2
                && same <= 10
                && IntStream.range(same, 40).noneMatch(step -> greedy.get(step).equals(sampled.get(step)));
    }

    /** The prompt ends with the first two of four tokens of a name, and both lanes add the other two and something else. */
    private static boolean name(Lanes lanes) {
        List<String> prompt = lanes.texts(lanes.run(1).prompt().ids().boxed().toList());
        List<String> next = lanes.texts(lanes.greedy(3));
        return prompt.size() >= 2
                && prompt.get(prompt.size() - 2).matches("␣\\p{Lu}\\p{L}*")
                && prompt.get(prompt.size() - 1).matches("\\p{L}+")
                && next.size() == 3
                && next.subList(0, 2).stream().allMatch(token -> token.matches("\\p{L}+"))
                && !next.get(2).matches("\\p{L}+")
                && lanes.sampled(3).equals(lanes.greedy(3));
    }
}
