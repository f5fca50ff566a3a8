package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The example runs on the model that ships, and tells the same story as the site. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoryExampleTest {

    private static final LanguageModel MODEL = Packages.storyteller();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Prefix tell(String prompt, Settings settings) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return StoryExample.tell(MODEL, prompt, 7, settings, out);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_step_shows_logits_probabilities_the_draw_and_the_choice() {
        String prompt = "Once upon a time there was a";
        Prefix ids = tell(prompt, Settings.of(Map.of("temperature", "0.8", "top-p", "0.95")));
        int steps = ids.size() - MODEL.prompt(prompt).size();
        assertThat(text())
                .startsWith("prompt \"Once upon a time there was a\" = token ids " + MODEL.prompt(prompt))
                .contains("stages [Temperature[temperature=0.8], TopP[p=0.95]]", "dropped by top-p")
                .endsWith(MODEL.tokenizer().text(ids) + System.lineSeparator());
        assertThat(text().lines().filter(line -> line.startsWith("step "))).hasSize(steps);
        assertThat(text().lines().filter(line -> line.startsWith("draw "))).hasSize(steps);
    }

    @Test
    void the_text_continues_until_it_ends_or_the_context_is_full() {
        Prefix ids = tell("Once", Settings.OFF);
        boolean ended = MODEL.endTokens().contains(ids.at(ids.size() - 1));
        assertThat(text()).contains(ended ? "(end-of-text)" : "(context-full)");
        assertThat(ended || ids.size() == MODEL.card().contextLength() + 1).isTrue();
    }

    @Test
    void a_lane_of_the_site_chooses_the_same_tokens() {
        Settings settings = Settings.of(Map.of("top-k", "40"));
        Prefix prompt = MODEL.prompt("The king said to his");
        Lane lane = Lane.open(MODEL, prompt, List.of(), Decoder.SAMPLE, settings, 7);
        assertThat(tell("The king said to his", settings))
                .isEqualTo(lane.run(MODEL.card().contextLength()).text());
    }
}
