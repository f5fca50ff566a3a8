package logitlab.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import logitlab.decoding.Decoder;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of version 1, which opens for ever. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlayLinkTest {

    private static final String WHOLE =
            "v=1&model=storyteller&digest=3fa9c1d20b7e&prompt=Once+upon+a+time&seed=42&at=2&rows=20"
                    + "&a=greedy&a.repetition-penalty=1.2&a.ids=1z.9k.3&b=sample&b.bias.7=-2&b.temperature=0.8&b.top-k=40&b.top-p=0.95&b.ids=1z.c0.7";

    private static PlayLink parse(String query) {
        return PlayLink.parse(Query.parse(query));
    }

    @Test
    void a_link_of_the_first_version_is_read_and_written_alike_for_ever() {
        PlayLink link = parse(WHOLE);
        assertThat(link.prompt()).isEqualTo("Once upon a time");
        assertThat(link.lanes().get("a").ids()).containsExactly(71, 344, 3);
        assertThat(link.lanes().get("b").decoder()).isEqualTo(Decoder.SAMPLE);
        assertThat(link.query()).isEqualTo(WHOLE);
    }

    @Test
    void an_id_above_every_int_stays_above_every_vocabulary() {
        assertThat(parse("a=greedy&a.ids=zik0zj.zik0zk.zzzzzz").lanes().get("a").ids())
                .containsOnly(Integer.MAX_VALUE);
    }

    @Test
    void a_lane_may_have_a_model_of_its_own() {
        String query =
                "v=1&prompt=x&seed=7&at=0&a=greedy&b=sample&b.model=other&b.digest=3fa9c1d20b7e&b.temperature=0.8";
        assertThat(parse(query).query()).isEqualTo(query);
        assertThat(parse(query).lanes().get("b").model()).contains("other");
        assertThat(parse("prompt=x&b=sample&b.model=").lanes().get("b").model()).isEmpty();
    }

    @Test
    void keys_come_in_any_order() {
        assertThat(parse("b.ids=1z&seed=5&b=sample&prompt=x").query())
                .isEqualTo(parse("prompt=x&seed=5&b=sample&b.ids=1z").query());
    }

    @Test
    void what_is_left_out_is_the_opening() {
        assertThat(parse("").query())
                .isEqualTo(
                        "v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=greedy&b=sample&b.temperature=0.8&b.top-p=0.95");
    }

    @Test
    void a_blank_setting_is_off() {
        assertThat(parse("prompt=x&b=sample&b.top-k=&b.top-p=+").query())
                .isEqualTo("v=1&prompt=x&seed=39&at=0&b=sample");
    }

    @Test
    void any_text_survives() {
        String text = "naïve 🦊 \"a&b=c\" 100% + #?\n\ttab";
        PlayLink link = new PlayLink(
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                text,
                1,
                0,
                new TableShape(10, false),
                parse("").lanes());
        assertThat(parse(link.query()).prompt()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "v=2 v one-of",
                "warmth=1 warmth known-key",
                "e=greedy e known-key",
                "b=sample&b.warmth=1 b.warmth known-setting",
                "b=best b one-of",
                "b.top-k=5 b one-of",
                "b=sample&b.top-k=0 b.top-k from-to",
                "b=sample&b.top-k=x b.top-k number",
                "b=sample&b.temperature=0 b.temperature not-zero-temperature",
                "b=sample&b.ids=1.-2 b.ids base-36",
                "b=sample&b.ids=1..2 b.ids base-36",
                "b=sample&b.ids=AZ b.ids base-36",
                "seed=-1 seed from-to",
                "seed=9007199254740992 seed from-to",
                "seed=1.5 seed whole",
                "at=-1 at from-to",
                "steps=51 steps from-to",
                "rows=0 rows from-to",
                "rows=201 rows from-to",
                "digest=XYZ digest digest",
                "b=sample&b.model=x&b.digest=XYZ b.digest digest",
                "prompt=a&prompt=b prompt once",
                "prompt=%zz prompt utf-8",
                "prompt=%4 prompt utf-8",
                "prompt=%ff%fe prompt utf-8",
                "prompt=%c3 prompt utf-8"
            })
    void what_breaks_the_grammar_is_named(String query, String field, String rule) {
        InvalidValueException invalid = catchThrowableOfType(InvalidValueException.class, () -> parse(query));
        assertThat(invalid.field()).isEqualTo(field);
        assertThat(invalid.constraint().name()).isEqualTo(rule);
    }
}
