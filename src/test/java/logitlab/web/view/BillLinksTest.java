package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.link.Query;
import logitlab.web.link.Station;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each candidate of the playground and of the lessons leads to the bill of its own logit, at its own step. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillLinksTest {

    /** A switched lane with settings, and one of another model with tokens of its own. */
    private static final String PLAY = "/play?prompt=The+king+%26+I&seed=5&at=2&a=greedy"
            + "&b=sample&b.temperature=0.8&b.bias.280=-2&b.switch.4.2=0&b.switch.5.mlp=0.5"
            + "&c=greedy&c.model=storyteller-lstm";

    private static final Pattern LINK =
            Pattern.compile("<a class=\"why\" href=\"([^\"]+)\" title=\"([^\"]+)\" aria-label=\"\\2\">([^<]+)</a>");

    /** A link, and what its row shows of the token. */
    private record Row(InsideLink link, String address, String token, String logit) {}

    private static String plain(String html) {
        return html.replace("&amp;", "&")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }

    private static InsideLink link(String address) {
        assertThat(address).startsWith("/inside?").endsWith("#bill");
        return InsideLink.parse(Query.parse(address.replaceAll("^/inside\\?|#bill$", "")));
    }

    /** The rows of one lane's table. */
    private static List<Row> rows(String page, String lane) {
        String table = page.replaceAll("(?s).*(<table id=\"" + lane + "-candidates\".*?</table>).*", "$1");
        List<Row> rows = new ArrayList<>();
        for (String row : table.split("<tr ")) {
            Matcher found = LINK.matcher(row);
            if (row.startsWith("id=")) {
                assertThat(found.find()).as(row).isTrue();
                String address = plain(found.group(1));
                String logit = row.replaceAll("(?s).*data-is=\"logit\">([^<]*)<.*", "$1");
                rows.add(new Row(link(address), address, plain(found.group(3)), logit));
            } else {
                assertThat(row).as("the row of everything else, and the head").doesNotContain("class=\"why\"");
            }
        }
        return rows;
    }

    private static PlayLink opened(String page) {
        return PlayLink.parse(Query.parse(plain(page.replaceAll("(?s).*data-link=\"/play\\?([^\"]*)\".*", "$1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void a_link_carries_all_of_its_lane_up_to_the_step(String name) {
        String page = TestServer.get(PLAY).body();
        PlayLink play = opened(page);
        LaneLink lane = play.lanes().get(name);
        int chosen = lane.ids().get(2);
        LanguageModel model = TestServer.models().get(lane.model().orElse("storyteller"));

        List<Row> rows = rows(page, name);

        assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
        for (Row row : rows) {
            InsideLink link = row.link();
            assertThat(link.prompt().text()).isEqualTo("The king & I");
            assertThat(link.seed()).isEqualTo(5);
            assertThat(link.lane().decoder()).isEqualTo(lane.decoder());
            assertThat(link.lane().model()).hasValue(model.id());
            assertThat(link.lane().digest()).hasValue(model.card().digest());
            assertThat(link.lane().settings()).isEqualTo(lane.settings());
            assertThat(link.lane().switches()).isEqualTo(lane.switches());
            assertThat(link.lane().ids()).isEqualTo(lane.ids().subList(0, 2));
            assertThat(link.position()).hasValue(model.prompt("The king & I").size() + 1);
            assertThat(link.station()).hasValue(Station.LOGITS);
            int target = link.target().orElseThrow();
            assertThat(row.token())
                    .isEqualTo(TokenText.visible(model.tokenizer().token(target)));
            assertThat(link.against()).isEqualTo(target == chosen ? OptionalInt.empty() : OptionalInt.of(chosen));
            assertThat(TestServer.getFirst(row.address()).statusCode())
                    .as("the link is the canonical one")
                    .isEqualTo(200);
        }
        assertThat(rows).filteredOn(row -> row.link().against().isEmpty()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void the_bill_is_that_of_the_number_in_the_row(String lane) {
        for (Row row : rows(TestServer.get(PLAY).body(), lane)) {
            assertBill(row.address(), row.token(), row.logit());
        }
    }

    private static void assertBill(String address, String token, String logit) {
        String bill = plain(TestServer.get(address).body());
        Matcher said = Pattern.compile("“" + Pattern.quote(token) + "” has the logit (−?[\\d.]+\\d)")
                .matcher(bill);
        assertThat(said.find()).as(address).isTrue();
        assertThat(number(said.group(1))).as(address).isCloseTo(number(logit), within(0.0101)); // as far as both round
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace('−', '-'));
    }

    @Test
    void the_way_back_leads_to_the_same_step_with_the_same_switches() {
        String page = TestServer.get(PLAY).body();
        LaneLink lane = opened(page).lanes().get("b");

        String bill = TestServer.get(rows(page, "b").get(0).address()).body();
        PlayLink back = PlayLink.parse(Query.parse(plain(bill.replaceAll(
                "(?s).*id=\"bill\".*?<p class=\"station__link\"><a href=\"/play\\?([^\"]*)\".*", "$1"))));

        assertThat(back.at()).isEqualTo(2);
        assertThat(back.seed()).isEqualTo(5);
        assertThat(back.lanes().get("a").switches()).isEqualTo(lane.switches());
        assertThat(back.lanes().get("a").settings()).isEqualTo(lane.settings());
        assertThat(back.lanes().get("a").ids()).isEqualTo(lane.ids().subList(0, 2));
        assertThat(opened(TestServer.get("/play?" + back.query()).body())
                        .lanes()
                        .get("a")
                        .ids())
                .isEqualTo(lane.ids());
    }

    @Test
    void inside_the_prompt_there_is_no_step_to_lead_back_to() {
        assertThat(TestServer.get("/inside?prompt=The+king&position=1&target=280")
                        .body())
                .contains("class=\"bill\"")
                .doesNotContainPattern("(?s)id=\"bill\".*?<p class=\"station__link\"><a href=\"/play.*?class=\"bill\"");
    }

    @Test
    void a_part_of_the_page_and_a_stream_have_the_links_too() {
        String query = PLAY.substring(PLAY.indexOf('?'));
        String step = TestServer.get("/play/step" + query).body();
        assertThat(rows(step, "b")).isNotEmpty();
        String stream = TestServer.get("/play/stream" + query + "&steps=1&speed=100")
                .body()
                .replaceAll("(?m)^data: ", "");
        int position = rows(step, "b").get(0).link().position().orElseThrow();
        assertThat(rows(stream, "b"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.link().position()).hasValue(position + 1));
    }

    @Test
    void a_model_without_bills_has_no_links() throws Exception {
        try (TestServer.Own server = TestServer.with("--models", "src/test/resources/model/bigram")) {
            assertThat(server.get("/play?prompt=the+cat").body())
                    .contains("id=\"b-candidates\"")
                    .doesNotContain("class=\"why\"", Messages.ENGLISH.say("candidates.bills"));
        }
        assertThat(TestServer.get(PLAY).body()).contains(Messages.ENGLISH.say("candidates.bills"));
    }

    @Test
    void a_text_that_is_too_long_to_be_inspected_has_none() {
        LanguageModel model = TestServer.models().first();
        InsideLink look = InsideLink.of(PromptLink.of("x"), 0, LaneLink.of(Decoder.GREEDY, Settings.OFF));
        int most = model.mostInspected();
        assertThat(BillLinks.of(Messages.ENGLISH, model, look, most, 0).to(1, "x"))
                .isPresent();
        assertThat(BillLinks.of(Messages.ENGLISH, model, look, most + 1, 0).to(1, "x"))
                .isEmpty();
        assertThat(BillLinks.none(Messages.ENGLISH).to(1, "x")).isEqualTo(Optional.empty());
    }

    /** Tables whose first number is the logit. */
    @ParameterizedTest
    @CsvSource({"logit", "truncation", "softmax"})
    void a_lesson_s_tables_lead_to_the_bills_of_their_logits(String lesson) {
        List<MatchResult> rows = Pattern.compile(LINK.pattern() + "</th>\\s*<td>([^<]*)</td>")
                .matcher(TestServer.get("/lessons/" + lesson).body())
                .results()
                .toList();
        assertThat(rows).isNotEmpty();
        for (MatchResult row : rows) {
            assertBill(plain(row.group(1)), plain(row.group(3)), row.group(4));
        }
    }

    @ParameterizedTest
    @CsvSource({"greedy", "sampling", "temperature", "loop", "shaping", "picture"})
    void a_lesson_s_other_widgets_lead_to_bills(String lesson) {
        List<MatchResult> links = LINK.matcher(
                        TestServer.get("/lessons/" + lesson).body())
                .results()
                .toList();
        assertThat(links).isNotEmpty();
        for (MatchResult each : List.of(links.get(0), links.get(links.size() - 1))) {
            String address = plain(each.group(1));
            assertThat(link(address).target()).isPresent();
            assertThat(plain(TestServer.get(address).body())).contains("“" + plain(each.group(3)) + "” has the logit");
        }
    }

    @Test
    void the_settings_of_a_lesson_go_along() {
        List<MatchResult> links = LINK.matcher(
                        TestServer.get("/lessons/truncation").body())
                .results()
                .toList();
        assertThat(links)
                .extracting(each -> link(plain(each.group(1))).lane().settings().toMap())
                .contains(Map.of("top-k", "10"));
    }

    @Test
    void logits_that_a_lesson_gives_have_no_bill() {
        String page = TestServer.get("/lessons/softmax").body();
        String toy = page.replaceAll("(?s).*(<div id=\"toy-table\".*?</table>).*", "$1");
        assertThat(toy).contains("class=\"token\"").doesNotContain("class=\"why\"");
    }
}
