package logitlab.web.tool.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.take.Cut;
import logitlab.decoding.take.Span;
import logitlab.decoding.take.WhatItTakes;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it would take, on the real server and the real model: each answer is tried. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakePageTest {

    private static final LanguageModel MODEL = TestServer.models().first();
    private static final String PROMPT = "Once upon a time there was a";
    private static final double UNIT = 1e-6;
    private static final Pattern CHANGE = Pattern.compile("<a class=\"button\" href=\"/play\\?([^\"]*)\">([^<]*)</a>");

    private static ToolLink link(Decoder decoder, Settings settings, long seed, int at, int token) {
        SortedMap<String, LaneLink> lanes = new TreeMap<>(Map.of("a", LaneLink.of(decoder, settings)));
        return ToolLink.of(
                        Tool.TAKE,
                        PlayLink.of(PromptLink.of(PROMPT), seed, lanes).at(at))
                .token(token);
    }

    private static String page(ToolLink link) {
        HttpResponse<String> answer = TestServer.get(link.address());
        assertThat(answer.statusCode()).as(link.address()).isEqualTo(200);
        return answer.body();
    }

    private static Lane lane(Decoder decoder, Settings settings, long seed, int steps) {
        return Lane.open(MODEL, MODEL.prompt(PROMPT), List.of(), decoder, settings, seed)
                .run(steps);
    }

    private static Step tried(Step step, Prefix prefix, Settings settings) {
        return Step.of(step.logits(), prefix, Decoder.SAMPLE.stages(settings), step.draw());
    }

    @Test
    void at_random_steps_of_the_model_each_end_is_tried_on_both_sides() {
        Random random = new Random(20);
        int ends = 0;
        for (int number = 0; number < 6; number++) {
            Settings settings = Settings.OFF.with("temperature", 0.5 + random.nextDouble());
            settings = number % 2 == 0 ? settings.with("top-p", 0.7 + 0.3 * random.nextDouble()) : settings;
            settings = number % 3 == 0 ? settings.with("top-k", 2 + random.nextInt(30)) : settings;
            settings = number % 4 == 0 ? settings.with("repetition-penalty", 1.2) : settings;
            settings = number % 5 == 0 ? settings.with("min-p", 0.02) : settings;
            Lane lane = lane(Decoder.SAMPLE, settings, random.nextInt(1000), 10);
            int at = random.nextInt(lane.ids().size());
            Prefix prefix = lane.text().first(lane.prompt().size() + at);
            Step step = lane.step(at);
            List<Candidate> best = step.best(12);
            int token = best.get(random.nextInt(12)).id();
            WhatItTakes takes = new WhatItTakes(step.logits(), prefix, settings, step.draw(), token);
            Settings own = settings;
            for (Span span : takes.temperatures().spans()) {
                assertThat(tried(step, prefix, own.with("temperature", span.from()))
                                .chosen())
                        .isEqualTo(token);
                assertThat(tried(step, prefix, own.with("temperature", span.to()))
                                .chosen())
                        .isEqualTo(token);
                if (span.from() > 0.001) {
                    assertThat(tried(step, prefix, own.with("temperature", span.from() - UNIT))
                                    .chosen())
                            .isNotEqualTo(token);
                    ends++;
                }
                if (span.to() < 100) {
                    assertThat(tried(step, prefix, own.with("temperature", span.to() + UNIT))
                                    .chosen())
                            .isNotEqualTo(token);
                    ends++;
                }
            }
            for (int i = 0; i <= 40; i++) { // no temperature is forgotten
                double temperature = 0.001 * Math.pow(10, i / 8.0);
                assertThat(takes.temperatures().contains(temperature))
                        .as("%s at %s", own, temperature)
                        .isEqualTo(tried(step, prefix, own.with("temperature", temperature))
                                        .chosen()
                                == token);
            }
            for (Cut cut : Cut.values()) {
                Span all = cut.values(step.logits().size());
                for (Span span : takes.keeps(cut).spans()) {
                    double unit = cut == Cut.TOP_K ? 1 : UNIT;
                    assertThat(tried(step, prefix, own.with(cut.key(), span.from()))
                                    .candidate(token)
                                    .kept())
                            .isTrue();
                    assertThat(tried(step, prefix, own.with(cut.key(), span.to()))
                                    .candidate(token)
                                    .kept())
                            .isTrue();
                    if (span.from() > all.from()) {
                        assertThat(tried(step, prefix, own.with(cut.key(), span.from() - unit))
                                        .candidate(token)
                                        .kept())
                                .isFalse();
                        ends++;
                    }
                    if (span.to() < all.to()) {
                        assertThat(tried(step, prefix, own.with(cut.key(), span.to() + unit))
                                        .candidate(token)
                                        .kept())
                                .isFalse();
                        ends++;
                    }
                }
            }
            double bias = takes.bias().orElseThrow();
            assertThat(tried(step, prefix, own.withBias(token, bias)).chosen()).isEqualTo(token);
            assertThat(tried(step, prefix, own.withBias(token, bias - UNIT)).chosen())
                    .isNotEqualTo(token);
            takes.nextSeed(10_000)
                    .ifPresent(seed ->
                            assertThat(step.chosenBy(new Draw(seed, at))).isEqualTo(token));
        }
        assertThat(ends).isGreaterThan(15);
    }

    @ParameterizedTest
    @CsvSource({"1.1, 0.9, 0, 3, 39, 0", "0.7, 1, 0.05, 2, 5, 3", "1, 0.8, 0, 4, 7, 6", "1.5, 0.95, 0.01, 6, 100, 2"})
    void each_button_leads_to_a_step_that_keeps_or_chooses_the_token(
            double temperature, double topP, double minP, int rank, long seed, int at) {
        Settings settings = Settings.OFF
                .with("temperature", temperature)
                .with("top-p", topP)
                .with("min-p", minP);
        int token = lane(Decoder.SAMPLE, settings, seed, at + 1)
                .step(at)
                .best(rank + 1)
                .get(rank)
                .id();
        String html = page(link(Decoder.SAMPLE, settings, seed, at, token));
        List<MatchResult> changes = CHANGE.matcher(html).results().toList();
        assertThat(changes).hasSizeGreaterThan(1);
        List<String> chosen = new ArrayList<>();
        for (MatchResult change : changes) {
            PlayLink set = PlayLink.parse(Query.parse(change.group(1).replace("&amp;", "&")));
            LaneLink own = set.lanes().get("a");
            assertThat(set.at()).isEqualTo(at);
            assertThat(own.ids()).hasSize(at);
            Lane opened = Lane.open(MODEL, MODEL.prompt(PROMPT), own.ids(), own.decoder(), own.settings(), set.seed())
                    .run(1);
            boolean cut = change.group(2).matches("Set (top-k|top-p|min-p|typical-p) to .*");
            assertThat(opened.step(at).candidate(token).kept())
                    .as(change.group(2))
                    .isTrue();
            if (!cut) {
                assertThat(opened.ids().get(at)).as(change.group(2)).isEqualTo(token);
                chosen.add(change.group(2));
            }
            assertThat(TestServer.get("/play?" + set.query()).statusCode()).isEqualTo(200);
        }
        assertThat(chosen).anyMatch(label -> label.startsWith("Set its bias"));
        assertThat(chosen).anyMatch(label -> label.startsWith("Decode greedily"));
    }

    @Test
    void without_a_token_the_page_is_about_the_best_that_was_not_chosen() {
        Step step = lane(Decoder.GREEDY, Settings.OFF, 39, 1).step(0);
        int second = step.best(2).get(1).id();
        ToolLink link = link(Decoder.GREEDY, Settings.OFF, 39, 0, second);
        String html = TestServer.get("/play/take?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=greedy")
                .body();
        String sentence = "<p class=\"tool__sentence\">“"
                + MODEL.tokenizer().token(second).text().replace(' ', '␣') + "” was not chosen. It ranks 2nd";
        assertThat(html).contains(sentence);
        assertThat(page(link)).contains(sentence);
    }

    @Test
    void greedy_decoding_needs_only_a_logit() {
        String html = TestServer.get("/play/take?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=greedy")
                .body();
        assertThat(html)
                .contains("Greedy decoding makes no draw and drops no token.", "below the largest one")
                .doesNotContain("Top-k keeps it");
    }

    @Test
    void a_beam_search_has_no_draw_that_could_choose_another_token() {
        for (String ids : List.of("", "&a.ids=1.2.3")) {
            String address = "/play/take?v=1&prompt=Once+upon+a+time+there+was+a&at=2&a=beam" + ids;
            HttpResponse<String> answer = TestServer.get(address);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("model probability", "A beam search makes no draw. It compares whole texts")
                    .doesNotContain("Top-k keeps it");
        }
    }

    @Test
    void what_cannot_be_is_said_in_a_sentence() {
        Settings both = Settings.OFF.with("top-k", 3).with("min-p", 0.9);
        int token = lane(Decoder.SAMPLE, both, 39, 1).step(0).best(9).get(8).id();
        assertThat(page(link(Decoder.SAMPLE, both, 39, 0, token)))
                .contains(
                        "No draw chooses it, because top-k drops it.",
                        "No seed chooses it, because top-k drops it.",
                        "This draw chooses it at no temperature, because top-k drops it.",
                        "No value of top-k keeps it, because min-p drops it.",
                        "No value of min-p keeps it, because top-k drops it.");
        int last = lane(Decoder.SAMPLE, Settings.OFF, 39, 1)
                .step(0)
                .worst(1)
                .get(0)
                .id();
        assertThat(page(link(Decoder.SAMPLE, Settings.OFF, 39, 0, last)))
                .contains(
                        "None of the next 100,000 seeds chooses it. About one in ",
                        "Min-p keeps it only while it is off.");
    }

    @Test
    void a_token_can_be_named_by_its_text_and_a_wrong_one_is_refused_with_a_reason() {
        String step = "/play/take?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=sample";
        assertThat(TestServer.get(step + "&text=%E2%90%A3king").body()).contains("<p class=\"tool__sentence\">“␣king”");
        assertThat(TestServer.get(step + "&text=dragon").body())
                .as("no token, but it is one after a space")
                .contains("<p class=\"tool__sentence\">“␣dragon”");
        assertThat(TestServer.get(step + "&text=%2317").body()).contains("<p class=\"tool__sentence\">“");
        for (String wrong :
                List.of("&token=4096", "&token=-1", "&token=x", "&text=%234096", "&text=a+cat", "&lane=d")) {
            HttpResponse<String> answer = TestServer.get(step + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).contains("Open it without this value");
        }
    }
}
