package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.future.Future;
import logitlab.decoding.future.FutureLimits;
import logitlab.model.beam.ModelBeams;
import logitlab.model.future.Futures;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Futures and beams of every kind of graph, which read many texts together, agree with the logits of one text at a time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KindsSearchTest {

    private static final List<String> KINDS = Packages.KINDS;

    private static final Prefix TEXT = Prefix.of(5, 9, 40);

    private static double logProbability(LanguageModel model, Prefix tokens) {
        Prefix whole = TEXT.plus(tokens.ids().boxed().toList());
        List<Logits> logits = model.logits(whole.first(whole.size() - 1), TEXT.size());
        return IntStream.range(0, tokens.size())
                .mapToDouble(at -> logits.get(at).logProbability(tokens.at(at)))
                .sum();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void beams_have_the_probabilities_of_their_texts(String kind) {
        LanguageModel model = Packages.kinds().get(kind);
        List<BeamPath> found = ModelBeams.search(model, TEXT, new BeamSettings(4, 1, false), 5, Permit.AT_ONCE)
                .hypotheses(5);
        assertThat(found).hasSize(4);
        for (BeamPath path : found) {
            assertThat(path.logProbability())
                    .isCloseTo(
                            logProbability(model, path.tokens()),
                            within(path.tokens().size() * 2 * KindsTest.tolerance(kind)));
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void futures_have_the_probabilities_of_their_texts(String kind) {
        LanguageModel model = Packages.kinds().get(kind);
        Future root = Futures.of(model, TEXT, List.of(), new FutureLimits(60, 4, 20), Permit.AT_ONCE)
                .root();
        assertThat(root.descendants()).isEqualTo(60);
        assertLike(model, Prefix.EMPTY, root, 4 * KindsTest.tolerance(kind));
    }

    private static void assertLike(LanguageModel model, Prefix path, Future node, double within) {
        for (Future child : node.children()) {
            Prefix longer = path.plus(child.id());
            assertThat(Math.log(child.pathProbability()))
                    .isCloseTo(logProbability(model, longer), within(within * longer.size()));
            assertLike(model, longer, child, within);
        }
    }
}
