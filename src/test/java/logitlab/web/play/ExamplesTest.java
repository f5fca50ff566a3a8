package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.model.Models;
import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hints of the five prompts claim, on the shipped model with their seed and the opening lanes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesTest {

    private static final Models MODELS = TestServer.models();

    static Set<String> hints() {
        return ExampleSearch.HINTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("hints")
    void the_hint_is_true_of_its_prompt(String key) {
        String prompt = ExamplePrompt.of(Messages.ENGLISH, key, "").prompt();
        assertThat(ExampleSearch.HINTS.get(key).test(new ExampleSearch.Lanes(prompt, MODELS)))
                .as(prompt)
                .isTrue();
    }

    @Test
    void the_one_that_is_shown_is_known_by_its_prompt() {
        String wide = ExamplePrompt.of(Messages.ENGLISH, "wide", "").prompt();
        Stream<ExamplePrompt> all = ExamplePrompt.all(Messages.ENGLISH, wide, MODELS.first()).stream();
        assertThat(all.filter(ExamplePrompt::current))
                .extracting(ExamplePrompt::name)
                .containsExactly("Wide");
        assertThat(ExamplePrompt.all(Messages.ENGLISH, "Something else", MODELS.first()))
                .hasSize(5)
                .noneMatch(ExamplePrompt::current);
    }
}
