package logitlab;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Reason;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.FinishReason;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.pack.ModelLoader;

/**
 * The whole story on the command line, without the web: a prompt becomes token ids, the model turns them into logits, stages and
 * softmax turn those into probabilities, a draw chooses a token, and the token is appended for the next step, until the text ends.
 *
 * <pre>
 * mvn -q test-compile exec:java -Dmain.class=logitlab.StoryExample -Dexec.classpathScope=test
 *     -Dexec.args="'The king said' 7 temperature=1.2 top-k=40"     prompt, seed and settings as in links; all may be left out
 * </pre>
 */
public final class StoryExample {

    private StoryExample() {}

    public static void main(String[] args) {
        String prompt = args.length > 0 ? args[0] : "Once upon a time there was a";
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 7;
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 2; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        if (settings.isEmpty()) {
            settings.putAll(Map.of("temperature", "0.8", "top-p", "0.95"));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Models models = ModelLoader.load(List.of(Path.of("models", "storyteller")))) {
            tell(models.first(), prompt, seed, Settings.of(settings), out);
        }
    }

    /** Prints every step and returns all ids, the prompt's included. */
    static Prefix tell(LanguageModel model, String text, long seed, Settings settings, PrintStream out) {
        Prefix prompt = model.prompt(text);
        out.println("prompt " + quoted(text) + " = token ids " + prompt);
        out.println("stages " + settings.stages());
        List<Integer> chosen = new ArrayList<>();
        Optional<FinishReason> finish = model.finish(prompt, chosen);
        while (finish.isEmpty()) {
            Prefix prefix = prompt.plus(chosen);
            Logits logits = model.logits(prefix);
            Step step = Step.of(logits, prefix, settings.stages(), new Draw(seed, chosen.size()));
            out.printf("%nstep %d: %d of %d tokens are kept%n", chosen.size(), step.kept(), logits.size());
            print(model, step, out);
            chosen.add(step.chosen());
            finish = model.finish(prompt, chosen);
        }
        out.println("\nThe text ends here (" + finish.get().key() + "):");
        out.println(model.tokenizer().text(prompt.plus(chosen)));
        return prompt.plus(chosen);
    }

    private static void print(LanguageModel model, Step step, PrintStream out) {
        out.println("   logit  softmax  after the stages  token");
        for (Candidate candidate : step.best(5)) {
            out.printf(
                    Locale.ROOT,
                    "%8.3f %7.2f%% %16.2f%%  %s%s%n",
                    candidate.logit(),
                    100 * candidate.modelProbability(),
                    100 * candidate.samplingProbability(),
                    token(model, candidate.id()),
                    candidate.droppedBy().map(stage -> " dropped by " + stage).orElse(""));
        }
        Reason why = step.reason();
        out.printf(
                Locale.ROOT,
                "draw %.4f falls between %.4f and %.4f: %s is chosen; greedy takes %s%n",
                why.draw(),
                why.from(),
                why.to(),
                token(model, why.chosen()),
                why.tookBest() ? "it, too" : token(model, why.greedy()));
    }

    private static String token(LanguageModel model, int id) {
        return quoted(model.tokenizer().token(id).text()) + " (" + id + ")";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
