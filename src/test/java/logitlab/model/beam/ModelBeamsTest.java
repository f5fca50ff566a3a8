package logitlab.model.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import logitlab.TestServer;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.model.LanguageModel;
import logitlab.model.Permit;
import logitlab.model.onnx.Proofs;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches on the real models, against a search that reads every text from its beginning. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelBeamsTest {

    private static final int STEPS = 12;

    private static List<BeamPath> oneByOne(LanguageModel model, Prefix prompt, BeamSettings settings) {
        return BeamSearch.run(
                        paths -> paths.stream()
                                .map(path -> model.logits(
                                        prompt.plus(path.ids().boxed().toList())))
                                .toList(),
                        settings,
                        model.endTokens(),
                        STEPS)
                .hypotheses(STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void reading_the_beams_together_finds_the_same_texts(String id) {
        LanguageModel model = TestServer.models().get(id);
        Prefix prompt = model.prompt("The little dragon said that");
        for (int beams : new int[] {1, 4, 7}) {
            BeamSettings settings = new BeamSettings(beams, 1, false);
            List<BeamPath> expected = oneByOne(model, prompt, settings);
            for (long bytes : new long[] {64L << 20, 1 << 20, 0}) {
                List<BeamPath> found = ModelBeams.search(model, prompt, settings, STEPS, Permit.AT_ONCE, bytes)
                        .hypotheses(STEPS);
                assertThat(found)
                        .extracting(BeamPath::tokens)
                        .isEqualTo(expected.stream().map(BeamPath::tokens).toList());
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
                }
            }
        }
    }

    @Test
    void a_step_needs_few_runs_and_each_has_a_permit() {
        LanguageModel model = TestServer.models().first();
        Prefix prompt = model.prompt("Far away in the snow");
        Proofs.prove(model, prompt.size() + STEPS);
        AtomicInteger permits = new AtomicInteger();
        ModelBeams.search(model, prompt, BeamSettings.USUAL, STEPS, new Permit() {
            @Override
            public <T> T run(Supplier<T> piece) {
                permits.incrementAndGet();
                return piece.get();
            }
        });
        int perStep = model.inRuns(List.of(1, 2, 3, 4), prompt.size() + STEPS).size();
        assertThat(permits.get()).isEqualTo(1 + (STEPS - 1) * perStep);
        assertThat(perStep).isLessThan(4);
    }
}
