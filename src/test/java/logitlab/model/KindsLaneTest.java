package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Long prompts, the end of the context, and tokens that are parts of characters, on every kind of export. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KindsLaneTest {

    private static final List<String> KINDS = Packages.KINDS;

    private static Lane lane(LanguageModel model, Prefix prompt, List<Integer> ids) {
        Settings endless =
                Settings.of(Map.of("bias." + model.endTokens().iterator().next(), "-1000", "top-k", "20"));
        return Lane.open(model, prompt, ids, Decoder.SAMPLE, endless, 42);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_lane_runs_until_the_context_is_full(String kind) {
        LanguageModel model = Packages.kinds().get(kind);
        int context = model.card().contextLength();
        Prefix prompt = model.prompt("Once upon a time");
        Lane full = lane(model, prompt, List.of()).run(2 * context);
        assertThat(full.finished()).contains(FinishReason.CONTEXT_FULL);
        assertThat(full.ids()).hasSize(context - prompt.size() + 1);
        assertThatThrownBy(() -> lane(model, full.text(), List.of(0))).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> full.step(full.ids().size())).isInstanceOf(IllegalArgumentException.class);
        try (Models fresh = Packages.load(Packages.SMALL.resolve(kind), 64 << 20)) {
            Lane opened = lane(fresh.first(), prompt, full.ids());
            assertThat(opened.finished()).contains(FinishReason.CONTEXT_FULL);
            int last = full.ids().size() - 1;
            Packages.assertAlike(opened.step(last).logits(), full.step(last).logits(), 2 * KindsTest.tolerance(kind));
            if (!Set.of("int8", "bf16").contains(kind)) { // their rounding may tip a draw
                assertThat(opened.differingSteps()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_prompt_may_fill_the_context_and_no_more(String kind) {
        LanguageModel model = Packages.kinds().get(kind);
        int context = model.card().contextLength();
        int beside = model.prompt("z").size() - 1; // a start token, the mark for a space
        Prefix longest = model.prompt("z".repeat(context - beside));
        assertThat(longest.size()).isEqualTo(context);
        Lane one = lane(model, longest, List.of()).run(5);
        assertThat(one.ids()).hasSize(1);
        assertThat(one.finished()).contains(FinishReason.CONTEXT_FULL);
        assertThatThrownBy(() -> model.prompt("z".repeat(context - beside + 1)))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused ->
                                assertThat(refused.constraint()).isEqualTo(new Constraint("at-most-tokens", context)));
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_text_grows_by_whole_characters_at_every_token(String kind) {
        Tokenizer tokenizer = Packages.kinds().get(kind).tokenizer();
        String text =
                "x\u00e9e\u0301 \ud83d\udc31\ud83d\udc36 \u041c\u6771\u5934 \u05e9\u05dc \ud83d\udc69\u200d\ud83d\udc67";
        Prefix ids = tokenizer.encode(text);
        String whole = tokenizer.text(ids);
        assertThat(whole).endsWith(text);
        int before = 0;
        for (int size = 1; size <= ids.size(); size++) {
            String shown = tokenizer.text(ids.first(size)).replaceFirst("\ufffd+$", "");
            assertThat(whole).startsWith(shown);
            assertThat(shown.length()).isGreaterThanOrEqualTo(before);
            before = shown.length();
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void the_parts_of_a_character_are_its_bytes(String kind) {
        Tokenizer tokenizer = Packages.kinds().get(kind).tokenizer();
        String owl = "\ud83e\udd89"; // in no vocabulary
        List<Token> parts = tokenizer.tokens(tokenizer.encode("z" + owl)).stream()
                .filter(Token::partial)
                .toList();
        assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.text().contains("\ufffd"));
        assertThat(parts.stream().map(Token::hex).collect(Collectors.joining(" ")))
                .isEqualTo("F0 9F A6 89");
        assertThat(owl.getBytes(StandardCharsets.UTF_8)).hasSize(4);
    }
}
