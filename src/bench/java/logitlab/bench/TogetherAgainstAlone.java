package logitlab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.onnx.Proofs;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;

/** Takes steps that share runs and the same steps alone, and counts the logits that differ by a bit. */
final class TogetherAgainstAlone {

    private static final int LEARNERS = 16;
    private static final int SHORTEST = 4;
    private static final int SPREAD = 60;
    private static final int STEPS = 60;

    private long logits;
    private long different;

    private TogetherAgainstAlone() {}

    /** @param args the number of steps, 100,000 by default, and the models by their ids */
    static void main(String... args) throws Exception {
        int steps = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        List<String> ids = args.length < 2
                ? List.of("storyteller", "storyteller-lstm")
                : List.of(args).subList(1, args.length);
        for (String id : ids) {
            Path folder = id.equals(Gpt2Shape.ID) ? Gpt2Shape.models().resolve(id) : Path.of("models", id);
            try (Models together = load(folder);
                    Models alone = load(folder)) {
                new TogetherAgainstAlone().compare(together.first(), alone.first(), steps / ids.size());
            }
        }
    }

    /** With one run at a time, so that the others wait and meet. */
    private static Models load(Path folder) {
        return ModelLoader.load(List.of(folder), Packages.limits(1, 64L << 20), List.of(Dtype.values()));
    }

    private void compare(LanguageModel together, LanguageModel alone, int steps) throws Exception {
        for (int length = 1; length <= SHORTEST + SPREAD + STEPS; length++) {
            Proofs.prove(together, length);
        }
        LanguageModel.Runs before = together.runs();
        SplittableRandom random = new SplittableRandom(3);
        ExecutorService threads = Executors.newFixedThreadPool(LEARNERS);
        try {
            for (int done = 0; done < steps; done += LEARNERS * STEPS) {
                List<Prefix> texts = new ArrayList<>();
                List<Callable<List<Logits>>> work = new ArrayList<>();
                for (int learner = 0; learner < LEARNERS; learner++) {
                    int length = SHORTEST + random.nextInt(SPREAD) + STEPS;
                    Prefix text =
                            Prefix.of(random.ints(length, 0, together.card().vocabularySize())
                                    .toArray());
                    texts.add(text);
                    work.add(() -> steps(together, text));
                }
                List<Future<List<Logits>>> shared = threads.invokeAll(work);
                for (int learner = 0; learner < LEARNERS; learner++) {
                    count(shared.get(learner).get(), steps(alone, texts.get(learner)));
                }
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf(
                "%s: %,d steps, %,d logits compared, %,d different; runs by the number of texts: %s%n",
                together.id(),
                logits / together.card().vocabularySize(),
                logits,
                different,
                together.runs().since(before).bySize());
    }

    private static List<Logits> steps(LanguageModel model, Prefix text) {
        List<Logits> each = new ArrayList<>();
        for (int length = text.size() - STEPS; length <= text.size(); length++) {
            each.add(model.logits(text.first(length)));
        }
        return each.subList(1, each.size());
    }

    private void count(List<Logits> found, List<Logits> expected) {
        for (int step = 0; step < found.size(); step++) {
            for (int id = 0; id < found.get(step).size(); id++) {
                logits++;
                different += Double.compare(
                                        found.get(step).at(id),
                                        expected.get(step).at(id))
                                == 0
                        ? 0
                        : 1;
            }
        }
    }
}
