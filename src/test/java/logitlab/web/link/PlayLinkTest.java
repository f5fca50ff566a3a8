package logitlab.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertThat(link.prompt().text()).isEqualTo("Once upon a time");
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
    void a_system_text_has_at_most_2000_characters() {
        String longest = "x".repeat(2000);
        assertThat(parse("chat=1&system=" + longest).prompt().system()).isEqualTo(longest);
        assertThatThrownBy(() -> parse("system=" + longest + "x"))
                .isInstanceOfSatisfying(InvalidValueException.class, invalid -> {
                    assertThat(invalid.field()).isEqualTo("system");
                    assertThat(invalid.constraint().name()).isEqualTo("at-most-characters");
                });
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
                Optional.empty(),
                Optional.empty(),
                PromptLink.of(text),
                1,
                0,
                new TableShape(10, false),
                PathTree.NONE,
                parse("").lanes());
        assertThat(parse(link.query()).prompt().text()).isEqualTo(text);
    }

    @Test
    void a_chat_is_read_and_written_alike() {
        String query =
                "v=1&model=x&prompt=Why%3F&chat=1&system=Be+brief.%0ANo+jokes.&template=0123456789ab&seed=7&at=0&a=greedy";
        PromptLink prompt = parse(query).prompt();
        assertThat(prompt)
                .isEqualTo(new PromptLink("Why?", true, "Be brief.\nNo jokes.", Optional.of("0123456789ab"), false));
        assertThat(parse(query).query()).isEqualTo(query);
        assertThat(parse(query.replace("&chat=1", "") + "&chat=1").query()).isEqualTo(query);
    }

    @Test
    void the_names_of_special_tokens_may_stand_for_the_tokens() {
        String query = "v=1&prompt=%3Cs%3Ehi&special=1&seed=7&at=0&a=greedy";
        assertThat(parse(query).prompt().special()).isTrue();
        assertThat(parse(query).query()).isEqualTo(query);
    }

    @Test
    void keys_of_the_prompt_that_mean_nothing_are_left_out_but_a_system_text_waits() {
        assertThat(parse("prompt=x&chat=&system=+&template=&special=").prompt()).isEqualTo(PromptLink.of("x"));
        assertThat(parse("prompt=x&system=Be+brief.&template=0123456789ab")
                        .prompt()
                        .toMap())
                .containsExactly(Map.entry("prompt", "x"), Map.entry("system", "Be brief."));
        assertThat(parse("prompt=x&chat=1&special=1").prompt().toMap())
                .containsExactly(Map.entry("prompt", "x"), Map.entry("chat", "1"));
    }

    private static final String MARKED =
            "v=1&prompt=x&seed=7&at=1&tree=1z.c0_1.5&a=greedy&a.ids=1.2.3&b=sample&b.ids=1z.c0.7&b.forced=0.2";

    @Test
    void tokens_chosen_by_hand_and_paths_are_read_and_written_alike() {
        PlayLink link = parse(MARKED);
        assertThat(link.query()).isEqualTo(MARKED);
        assertThat(link.lanes().get("b").forced()).containsExactly(0, 2);
        assertThat(link.lanes().get("a").forced()).isEmpty();
        assertThat(link.tree().paths()).containsExactly(List.of(71, 432), List.of(71, 5));
        assertThat(parse("b=sample&b.ids=1&b.forced=&tree=")).isEqualTo(parse("b=sample&b.ids=1"));
    }

    @Test
    void the_marks_of_steps_that_are_dropped_go_with_them() {
        PlayLink link = parse(MARKED);
        assertThat(link.first(2).lanes().get("b").forced()).containsExactly(0);
        assertThat(link.first(0).lanes().get("b").forced()).isEmpty();
        assertThat(link.lanes().get("b").with(List.of(71, 9, 7)).forced()).containsExactly(0);
        assertThat(link.lanes().get("b").with(List.of(71, 432, 7, 8)).forced()).containsExactly(0, 2);
        assertThat(link.with(link.lanes().get("b"))
                        .orElseThrow()
                        .lanes()
                        .get("c")
                        .forced())
                .as("a copy of the lane")
                .containsExactly(0, 2);
    }

    @Test
    void a_token_chosen_by_hand_drops_what_came_after_it_and_the_path_that_is_left_stays_in_the_tree() {
        PlayLink link = parse("prompt=x&at=1&a=greedy&a.ids=1.2.3&b=sample&b.ids=1z.c0.7&b.forced=0.2");
        PlayLink chosen = link.choose("b", 5);
        assertThat(chosen.lanes().get("b").ids()).containsExactly(71, 5);
        assertThat(chosen.lanes().get("b").forced()).containsExactly(0, 1);
        assertThat(chosen.lanes().get("a")).isEqualTo(link.lanes().get("a"));
        assertThat(chosen.tree().paths()).containsExactly(List.of(71, 432, 7));
        PlayLink back = chosen.rewound("b");
        assertThat(back.lanes().get("b").ids()).containsExactly(71);
        assertThat(back.lanes().get("b").forced()).containsExactly(0);
        assertThat(back.tree().text()).isEqualTo("1z.c0.7_1.5");
    }

    @Test
    void a_change_remembers_a_path_if_it_drops_more_than_the_step_looked_at_or_a_choice_by_hand() {
        PlayLink newest = parse("prompt=x&at=2&a=greedy&a.ids=1.2.3&b=sample&b.ids=1.5.7");
        assertThat(newest.rewound()).isEqualTo(newest.first(2));
        PlayLink earlier = newest.at(1);
        assertThat(earlier.rewound().tree().text()).isEqualTo("1.2.3_1.5.7");
        assertThat(earlier.rewound().lanes()).isEqualTo(earlier.first(1).lanes());
        assertThat(newest.choose("b", 9).rewound().tree().text()).isEqualTo("1.5.7_2.9");
    }

    @Test
    void the_tree_has_the_paths_of_lanes_on_the_links_model_only() {
        PlayLink link =
                parse("model=one&prompt=x&at=0&a=greedy&a.model=one&a.ids=1.2&b=greedy&b.model=other&b.ids=3.4");
        assertThat(link.rewound().tree().paths()).containsExactly(List.of(1, 2));
        assertThat(link.choose("b", 9).tree().isEmpty()).isTrue();
        assertThat(link.paths().paths()).containsExactly(List.of(1, 2));
    }

    @Test
    void a_path_for_which_a_link_has_no_room_is_not_added_and_the_link_says_so_beforehand() {
        String ids = IntStream.range(0, 300).mapToObj(id -> "9").collect(Collectors.joining("."));
        PlayLink link = parse("prompt=x&at=1&a=sample&a.ids=1." + ids);
        assertThat(link.hasRoomForPaths()).isTrue();
        PlayLink first = link.choose("a", 2);
        assertThat(first.tree().size()).isEqualTo(301);
        PlayLink longer = parse(first.query().replace("a.ids=1.2", "a.ids=1.2." + ids));
        assertThat(longer.hasRoomForPaths()).isFalse();
        assertThat(longer.paths().size()).isEqualTo(602);
        assertThat(longer.choose("a", 3).tree()).isEqualTo(first.tree());
        PlayLink long6000 = parse("prompt=" + "x".repeat(PlayLink.ROOM) + "&at=0&a=sample&a.ids=1.2");
        assertThat(long6000.hasRoomForPaths()).isFalse();
        assertThat(long6000.choose("a", 3).tree().isEmpty()).isTrue();
    }

    @Test
    void a_path_is_opened_where_it_parts_and_the_one_that_is_left_stays_in_the_tree() {
        PlayLink link = parse("prompt=x&at=0&tree=1.2.3.4&a=greedy&a.ids=1.8&b=sample&b.ids=5.6");
        PlayLink opened = link.open("a", List.of(1, 2, 3, 4)).forced("a", List.of(1));
        assertThat(opened.at()).isEqualTo(1);
        assertThat(opened.lanes().get("a").ids()).containsExactly(1, 2, 3, 4);
        assertThat(opened.lanes().get("a").forced()).containsExactly(1);
        assertThat(opened.tree().text()).isEqualTo("1.2.3.4_1.8");
        assertThat(link.open("a", List.of(1, 8)).tree()).isEqualTo(link.tree());
    }

    @Test
    void a_refused_lane_loses_its_marks_with_its_ids() {
        assertThat(PlayLink.right(
                        Query.parse("prompt=x&a=greedy&a.ids=%21&a.forced=0&b=sample&b.ids=1&b.forced=0"), "a.ids"))
                .containsOnlyKeys("prompt", "a", "b", "b.ids", "b.forced");
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
                "b=sample&b.ids=1.2&b.forced=2 b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=1.0 b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=1.1 b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=-1 b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=0. b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=1234567 b.forced steps-of-lane",
                "b=sample&b.ids=1.2&b.forced=a b.forced steps-of-lane",
                "b=sample&b.forced=0 b.forced steps-of-lane",
                "tree=1.2_ tree path-tree",
                "seed=-1 seed from-to",
                "seed=9007199254740992 seed from-to",
                "seed=1.5 seed whole",
                "at=-1 at from-to",
                "steps=51 steps from-to",
                "rows=0 rows from-to",
                "rows=201 rows from-to",
                "digest=XYZ digest digest",
                "b=sample&b.model=x&b.digest=XYZ b.digest digest",
                "chat=2 chat one-of",
                "chat=on chat one-of",
                "special=true special one-of",
                "template=0123456789AB template digest",
                "chat=1&template=0123 template digest",
                "chat=1&chat=1 chat once",
                "chat=1&system=%zz system utf-8",
                "a=greedy&a.chat=1 a.chat known-setting",
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
