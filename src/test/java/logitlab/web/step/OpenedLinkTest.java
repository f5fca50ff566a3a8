package logitlab.web.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.pack.ModelLoader;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Links opened on the real model, and what that costs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenedLinkTest {

    private static Models models;
    private static LanguageModel model;

    @BeforeAll
    static void load() {
        models = ModelLoader.load(List.of(Packages.STORYTELLER, Path.of("models", "storyteller-step-1250")));
        model = models.first();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    private static OpenedLink open(String query) {
        return OpenedLink.open(PlayLink.parse(Query.parse(query)), models);
    }

    private static List<Integer> ids(OpenedLink play, String lane) {
        return play.lanes().get(lane).ids();
    }

    @Test
    void missing_steps_are_taken_and_the_canonical_link_opens_as_it_is() {
        OpenedLink play = open("prompt=The+fox&at=3");
        assertThat(ids(play, "a")).hasSize(4);
        assertThat(ids(play, "b")).hasSize(4);
        assertThat(open(play.link().query()).link()).isEqualTo(play.link());
        assertThat(play.verified()).isTrue();
    }

    @Test
    void a_changed_setting_runs_no_model_and_the_next_step_runs_one_token() {
        PlayLink link =
                open("prompt=A+changed+setting&at=2&b=sample&b.temperature=0.8").link();
        LanguageModel.Runs before = model.runs();
        open(link.first(2).query().replace("b.temperature=0.8", "b.temperature=1.7&b.top-k=20"));
        assertThat(model.runs()).isEqualTo(before);
        open(link.at(3).query());
        assertThat(model.runs().runs()).isEqualTo(before.runs() + 1);
        assertThat(model.runs().tokens()).isEqualTo(before.tokens() + 1);
    }

    @Test
    void a_link_of_many_tokens_opens_by_one_run() {
        String query = open("prompt=One+run&at=20&a=greedy").link().query();
        try (Models fresh = ModelLoader.load(List.of(Packages.STORYTELLER))) {
            LanguageModel.Runs before = fresh.first().runs();
            OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(query)), fresh);
            assertThat(play.verified()).isTrue();
            assertThat(fresh.first().runs().runs()).isEqualTo(before.runs() + 1);
        }
    }

    @Test
    void every_lane_meets_the_same_dice_so_equal_settings_choose_equally() {
        OpenedLink play = open("prompt=Twins&seed=11&at=8&a=sample&a.temperature=1&b=sample");
        assertThat(ids(play, "a")).isEqualTo(ids(play, "b"));
    }

    @Test
    void a_lane_on_a_model_of_its_own_meets_the_same_dice_on_other_logits() {
        OpenedLink play = open("prompt=Two+kinds&seed=5&at=3&a=sample&b=sample&b.model=storyteller-step-1250");
        LanguageModel other = models.get("storyteller-step-1250");

        assertThat(play.lanes().get("a").model()).isSameAs(model);
        assertThat(play.lanes().get("b").model()).isSameAs(other);
        assertThat(play.lanes().get("b").step(0).logits()).isEqualTo(other.logits(other.prompt("Two kinds")));
        assertThat(play.lanes().get("b").step(3).draw())
                .isEqualTo(play.lanes().get("a").step(3).draw());
        assertThat(play.link().query())
                .contains("&b.model=storyteller-step-1250&b.digest="
                        + other.card().digest());
        assertThat(open(play.link().query()).verified()).isTrue();
    }

    @Test
    void a_full_context_ends_the_lanes() {
        OpenedLink play = open("prompt=" + "the+".repeat(250) + "&at=40");
        assertThat(play.lanes().get("a").finished()).isPresent();
        assertThat(play.canStep()).isFalse();
        assertThat(play.link().at()).isEqualTo(ids(play, "a").size() - 1);
    }

    @Test
    void a_lane_whose_text_has_ended_lets_the_other_go_on_as_far_as_it_likes() {
        int end = model.endTokens().iterator().next();
        OpenedLink play = open("prompt=Tom&seed=3&at=45&a=greedy&a.bias." + end + "=100&b=sample");
        assertThat(ids(play, "a")).containsExactly(end);
        assertThat(ids(play, "b")).hasSize(46);

        OpenedLink later = open(play.link().at(80).query());

        assertThat(ids(later, "a")).containsExactly(end);
        assertThat(ids(later, "b")).hasSize(81);
    }

    @Test
    void an_empty_prompt_starts_from_the_start_token() {
        assertThat(open("prompt=").prompt().ids()).containsExactly(0);
    }

    @Test
    void special_tokens_that_are_typed_are_plain_text() {
        assertThat(open("prompt=%3C%7Cendoftext%7C%3E").prompt().size()).isGreaterThan(1);
    }

    @Test
    void what_does_not_fit_the_model_is_named() {
        assertThat(refused("model=gpt-9").field()).isEqualTo("model");
        assertThat(refused("b=sample&b.model=gpt-9").field()).isEqualTo("b.model");
        assertThat(refused("a=greedy&a.ids=zzzz").field()).isEqualTo("a.ids");
        assertThat(refused("a=greedy&a.ids=0.0").constraint().name()).isEqualTo("nothing-after-end");
        assertThat(refused("a=greedy&a.bias.9999=1").field()).isEqualTo("a.bias.9999");
        assertThat(refused("at=60").constraint().name()).isEqualTo("at-most-steps-ahead");
        assertThat(refused("prompt=" + "x".repeat(2001)).constraint().name()).isEqualTo("at-most-characters");
        assertThat(refused("prompt=" + "q+".repeat(600)).field()).isEqualTo("prompt");
    }

    private static InvalidValueException refused(String query) {
        return catchThrowableOfType(InvalidValueException.class, () -> open(query));
    }
}
