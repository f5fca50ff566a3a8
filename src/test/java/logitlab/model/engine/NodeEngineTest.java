package logitlab.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Storyteller in this process against Storyteller on an engine that shares with it nothing but the weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class NodeEngineTest {

    private static final int TEXTS = 200;
    private static final int STEPS = 8;
    private static final int VOCABULARY = 4096;

    @TempDir
    private static Path folder;

    private static NodeEngine engine;
    private static Models models;

    @BeforeAll
    static void start() {
        engine = NodeEngine.start();
        models = ModelLoader.load(
                List.of(engine.pack(folder.resolve("far"))), Packages.limits(2, 64 << 20), List.of(Dtype.values()));
    }

    @AfterAll
    static void stop() {
        if (models != null) {
            models.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    private static LanguageModel far() {
        return models.first();
    }

    private static LanguageModel here() {
        return Packages.storyteller();
    }

    private static Prefix random(Random random, int length) {
        return Prefix.of(random.ints(length, 0, VOCABULARY).toArray());
    }

    private static void assertClose(Logits found, Logits expected) {
        double[] one = found.toArray();
        double[] other = expected.toArray();
        assertThat(IntStream.range(0, one.length)
                        .mapToDouble(i -> Math.abs(one[i] - other[i]))
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(1e-4);
    }

    @Test
    void the_logits_agree() {
        Random random = new Random(22);
        for (int length : new int[] {1, 2, 3, 7, 16, 33, 64, 128, 255, 256}) {
            Prefix text = random(random, length);
            assertClose(far().logits(text), here().logits(text));
        }
    }

    @Test
    void the_logits_of_texts_in_one_request_agree() {
        Random random = new Random(23);
        List<Prefix> texts =
                IntStream.range(0, 15).mapToObj(i -> random(random, 11)).toList();
        List<LanguageModel.Reading> readings =
                far().read(texts.stream().map(LanguageModel.State.NONE::then).toList());

        IntStream.range(0, texts.size())
                .forEach(i -> assertClose(readings.get(i).logits(), here().logits(texts.get(i))));
    }

    @Test
    void two_hundred_greedy_texts_are_the_same() {
        Random random = new Random(24);
        List<Integer> words = firstWords();
        for (int i = 0; i < TEXTS; i++) {
            Prefix prompt = Prefix.of(IntStream.range(0, 1 + i % 5)
                    .map(k -> words.get(random.nextInt(words.size())))
                    .toArray());
            Prefix expected = greedy(here(), prompt, List.of(), STEPS);
            assertThat(greedy(far(), prompt, List.of(), STEPS)).isEqualTo(expected);
        }
    }

    private static List<Integer> firstWords() {
        List<Integer> words = new ArrayList<>();
        for (String text : List.of(
                "Once upon a time", "The fox saw a boat", "A girl gave her dog some bread", "In the old house")) {
            here().prompt(text).ids().forEach(words::add);
        }
        return words;
    }

    /** What a lane writes after the ids of its link. */
    private static Prefix greedy(LanguageModel model, Prefix prompt, List<Integer> chosen, int steps) {
        return Lane.open(model, prompt, chosen, Decoder.GREEDY, Settings.OFF, 0)
                .run(steps)
                .text();
    }

    @Test
    void a_text_goes_on_after_the_engine_was_killed_and_started_again() throws Exception {
        Prefix prompt = here().prompt("Once there was a lighthouse");
        Prefix whole = greedy(here(), prompt, List.of(), 20);
        Prefix first = greedy(far(), prompt, List.of(), 10);
        assertThat(first).isEqualTo(whole.first(first.size()));
        List<Integer> chosen = first.ids().skip(prompt.size()).boxed().toList();

        engine.kill();
        assertThatThrownBy(() -> greedy(far(), prompt, chosen, 10)).isInstanceOf(ModelUnavailableException.class);
        assertThat(far().engine().orElseThrow().state()).isEqualTo(LanguageModel.Engine.State.AWAY);

        engine.startAgain();
        while (far().engine().orElseThrow().state() != LanguageModel.Engine.State.ANSWERS) {
            Thread.sleep(50);
        }
        assertThat(greedy(far(), prompt, chosen, 10)).isEqualTo(whole);
    }

    @Test
    void the_package_states_the_hash_of_the_graph_and_its_weights() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : NodeEngine.served()) {
            digest.update(Files.readAllBytes(file));
        }
        String stated = Files.readString(folder.resolve("far").resolve(EngineFile.NAME));

        assertThat(stated).contains(HexFormat.of().formatHex(digest.digest()));
    }
}
