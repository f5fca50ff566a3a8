package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/14-picture.md} says in numbers is computed here, on the real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PictureLessonTest {

    private static final Lesson LESSON = Shipped.lesson("picture");

    private static Lane lane(String id, Map<String, String> words) {
        WidgetInput<?> input = WidgetInput.of(LESSON.find(id, Widget.class).orElseThrow(), words);
        assertThat(input.wrong()).isEmpty();
        return ((PipelineWidget) input.widget()).lane();
    }

    private static Step step(Lane lane) {
        return lane.step(lane.ids().size());
    }

    private static Step step(String id, Map<String, String> words) {
        return step(lane(id, words));
    }

    private static String code(int id) {
        return Worked.code(text(id));
    }

    private static String text(int id) {
        return Shipped.MODELS.first().tokenizer().token(id).text();
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of("14-picture.md");
        assertAll(
                () -> places(claims),
                () -> turns(claims),
                () -> changes(claims),
                () -> network(claims),
                () -> assertThat(claims.others())
                        .as("the seeds and settings of the table, and lessons")
                        .containsExactlyInAnyOrder("0", "0.3", "1", "10", "12", "100"));
    }

    private static void places(Worked claims) {
        Lane lane = lane("whole", Map.of());
        Step step = step(lane);
        int last = lane.text().at(lane.text().size() - 1);
        claims.says("%s has the number %d, which", code(last), last);
        Inspection seen = lane.model().inspect(lane.text(), lane.text().size() - 1);
        claims.says(
                "Row %d of the embedding table is looked up: %d numbers.",
                last, seen.embedding(0).orElseThrow().size());
        assertThat(seen.layers()).isEqualTo(6);
        claims.says(
                "After the third, the last position would say %s, and after the sixth it says %s.",
                code(seen.lens(3).orElseThrow().argmax()),
                code(seen.lens(6).orElseThrow().argmax()));
        assertThat(seen.lens(3).orElseThrow().argmax())
                .isNotEqualTo(seen.lens(6).orElseThrow().argmax());
        List<Candidate> best = step.best(4);
        assertThat(best).extracting(Candidate::kept).containsExactly(true, true, true, false);
        claims.says(
                "%s of them at each position. The largest of the last row is %s, for %s.",
                decimals(0, step.logits().size()),
                decimals(2, best.get(0).logit()),
                code(best.get(0).id()));
        claims.says(
                "It divides every logit, so %s becomes %s.",
                decimals(2, best.get(0).logit()), decimals(2, best.get(0).adjustedLogit()));
        claims.says(
                "%s gets %s.",
                code(best.get(0).id()),
                percent(step.logits()
                        .map(id -> step.logits().at(id) / 0.8)
                        .probability(best.get(0).id())));
        claims.says("top-k drops %s and all tokens", code(best.get(3).id()));
        claims.says(
                "become %s, %s and %s.",
                percent(best.get(0).samplingProbability()),
                percent(best.get(1).samplingProbability()),
                percent(best.get(2).samplingProbability()));
        claims.says(
                "The draw is %s, and it falls into the interval of %s.",
                decimals(4, step.draw().u()), code(step.chosen()));
        claims.says("Then %s goes to the end of the text,", code(step.chosen()));
    }

    private static void turns(Worked claims) {
        claims.says(
                "There the text has %d tokens,",
                lane("whole", Map.of("turn", "2")).text().size());
        Lane lane = lane("whole", Map.of("turn", "12"));
        String written = lane.ids().stream().map(PictureLessonTest::text).collect(Collectors.joining());
        claims.says(
                "at step %d the text is *Once upon a time there was a%s*, and the draw chooses %s.",
                12, written, code(step(lane).chosen()));
    }

    private static void changes(Worked claims) {
        Step seed = step("whole", Map.of("seed", "0"));
        claims.says(
                "where %s takes the place of %s and %s is chosen.",
                decimals(4, seed.draw().u()),
                decimals(4, step("whole", Map.of()).draw().u()),
                code(seed.chosen()));
        assertThat(seed.chosen()).isNotEqualTo(step("whole", Map.of()).chosen());
        assertThat(seed.logits()).isEqualTo(step("whole", Map.of()).logits());
        assertThat(seed.best(3)).isEqualTo(step("whole", Map.of()).best(3));
        Step greedy = step("whole", Map.of("decoder", "greedy"));
        claims.says("the best token is taken, %s, and", code(greedy.chosen()));
        assertThat(greedy.kept()).isOne();
        Step cool = step("whole", Map.of("temperature", "0.3"));
        claims.says(
                "%s rises to %s,",
                code(cool.chosen()), percent(cool.candidate(cool.chosen()).samplingProbability()));
        assertThat(cool.draw()).isEqualTo(step("whole", Map.of()).draw());
        Step two = step("whole", Map.of("top-k", "2"));
        claims.says(
                "%s is dropped as well.",
                code(step("whole", Map.of()).best(3).get(2).id()));
        assertThat(two.best(3)).extracting(Candidate::kept).containsExactly(true, true, false);
        Step an = step("whole", Map.of("prompt", "Once upon a time there was an"));
        claims.says(
                "%s leads with %s.", code(an.greedy()), decimals(2, an.logits().max()));
    }

    private static void network(Worked claims) {
        Lane lane = lane("other", Map.of());
        assertThat(lane.text()).isEqualTo(lane("whole", Map.of()).text());
        assertThat(lane.model().recurrent()).isTrue();
        Inspection seen = lane.model().inspect(lane.text(), lane.text().size() - 1);
        assertThat(seen.layers()).isEqualTo(2);
        claims.says(
                "Its vectors have %d numbers,", seen.embedding(0).orElseThrow().size());
        claims.says("The draw is %s here too,", decimals(4, step(lane).draw().u()));
    }
}
