package logitlab.web.tool.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file that can be saved of a step. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SavedFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINK =
            "prompt=Once+upon+a+%22time%22&seed=42&at=4&a=greedy&b=sample&b.temperature=0.8&b.top-k=40&b.top-p=0.9";

    private static OpenedLink open(String query) {
        return OpenedLink.open(PlayLink.parse(Query.parse(query), TestServer.models()), TestServer.models());
    }

    private static HttpResponse<String> get(String file) {
        HttpResponse<String> answer = TestServer.get("/play/" + file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        return answer;
    }

    private static String name(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Disposition").orElse("");
    }

    /** RFC 4180, read once more. */
    private static List<List<String>> read(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\r')) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && c == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            } else {
                cell.append(c);
            }
        }
        return rows;
    }

    private static String unescaped(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    @Test
    void a_table_by_hand() throws IOException {
        DataTable table = new DataTable(
                List.of("id", "token", "logit"),
                List.of(
                        Arrays.asList(7, "=a", Double.NEGATIVE_INFINITY),
                        Arrays.asList(8, "say \"x\", y\n", 0.1),
                        Arrays.asList(9, "'", null)));

        assertThat(table.csv())
                .isEqualTo("id,token,logit\r\n7,'=a,-Infinity\r\n8,\"say \"\"x\"\", y\n\",0.1\r\n9,'',\r\n");
        assertThat(JSON.readTree(table.json())).isEqualTo(JSON.readTree("""
                                [{"id": 7, "token": "=a", "logit": null}, {"id": 8, "token": "say \\"x\\", y\\n", "logit": 0.1},
                                 {"id": 9, "token": "'", "logit": null}]"""));
    }

    @Test
    void no_text_is_a_formula_and_every_text_comes_back() {
        List<String> texts =
                List.of("=1+1", "+x", "-x", "@x", "\tx", "\rx", "'x", "''x", " =x", "x,y", "\"", "\r\n", "");
        DataTable table = new DataTable(
                List.of("text"),
                texts.stream().map(text -> List.<Object>of(text)).toList());

        List<String> cells =
                read(table.csv()).stream().skip(1).map(row -> row.get(0)).toList();

        assertThat(cells).noneMatch(cell -> cell.matches("(?s)[=+\\-@\\t\\r].*"));
        assertThat(cells.stream().map(SavedFilesTest::unescaped)).isEqualTo(texts);
    }

    @Test
    void the_candidates_of_a_step_are_the_whole_vocabulary_in_full_precision() throws IOException {
        Lane lane = open(LINK).lanes().get("b");
        Step step = lane.step(4);
        HttpResponse<String> csv = get("step.csv?" + LINK + "&lane=b");
        List<List<String>> rows = read(csv.body());
        JsonNode json = JSON.readTree(get("step.json?" + LINK + "&lane=b").body());

        assertThat(name(csv)).isEqualTo("attachment; filename=\"logitlab-step-5-b.csv\"");
        assertThat(csv.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo("text/csv;charset=utf-8");
        assertThat(rows).hasSize(1 + step.logits().size());
        assertThat(json).hasSize(step.logits().size());
        for (int rank = 0; rank < rows.size() - 1; rank += 17) {
            List<String> row = rows.get(1 + rank);
            Candidate candidate = step.candidate(Integer.parseInt(row.get(1)));
            assertThat(candidate.rank()).isEqualTo(rank);
            assertThat(unescaped(row.get(2)))
                    .isEqualTo(lane.model().tokenizer().token(candidate.id()).text());
            assertThat(Double.parseDouble(row.get(5))).isEqualTo(candidate.modelProbability());
            assertThat(Double.parseDouble(row.get(9))).isEqualTo(candidate.samplingProbability());
            assertThat(json.get(rank).get("model_probability").asDouble()).isEqualTo(candidate.modelProbability());
            assertThat(row.get(8)).isEqualTo(candidate.droppedBy().orElse(""));
            assertThat(json.get(rank).get("dropped_by").isNull())
                    .isEqualTo(row.get(8).isEmpty());
        }
        assertThat(rows.stream().filter(row -> row.get(11).equals("true")).map(row -> row.get(1)))
                .containsExactly(Integer.toString(lane.ids().get(4)));
    }

    @Test
    void the_ledger_of_a_lane_is_a_table_too() throws IOException {
        HttpResponse<String> csv = get("ledger.csv?" + LINK + "&lane=b");
        List<List<String>> rows = read(csv.body());
        JsonNode json = JSON.readTree(get("ledger.json?" + LINK + "&lane=b").body());

        assertThat(name(csv)).isEqualTo("attachment; filename=\"logitlab-ledger-b.csv\"");
        assertThat(rows).hasSize(6);
        for (int at = 0; at < 5; at++) {
            for (int column = 0; column < rows.get(0).size(); column++) {
                String cell = unescaped(rows.get(at + 1).get(column));
                JsonNode value = json.get(at).get(rows.get(0).get(column));
                if (value.isNumber()) {
                    assertThat(Double.parseDouble(rows.get(at + 1).get(column))).isEqualTo(value.asDouble());
                } else {
                    assertThat(cell).isEqualTo(value.asText());
                }
            }
        }
        assertThat(rows.get(0))
                .contains("cut_by_top_k_model", "cut_by_top_p_adjusted")
                .doesNotContain("cut_by_min_p_model");
    }

    @Test
    void a_step_that_a_lane_has_not_taken_is_refused() {
        for (String file : List.of("step.csv", "step.py", "bars.svg")) {
            HttpResponse<String> answer = TestServer.get(
                    "/play/" + file + "?prompt=Once&at=3&a=greedy&a.ids=0&b=greedy&b.ids=9t.9t.9t.9t&lane=a");
            assertThat(answer.statusCode()).as(file).isEqualTo(400);
            assertThat(TestServer.text(answer)).contains("must be a step that this lane has taken; it has taken 1");
        }
    }

    private static List<String> digits(String html) {
        return Pattern.compile(">((?:&lt; |&gt; )?−?\\d+\\.\\d+%?)<")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void the_saved_run_shows_the_digits_of_the_page() {
        HttpResponse<String> file = get("run.html?" + LINK);
        String run = file.body();

        assertThat(name(file)).isEqualTo("attachment; filename=\"logitlab-run.html\"");
        OpenedLink play = open(LINK);
        for (int at = 0; at < 5; at++) {
            String page = TestServer.get("/play?" + play.link().at(at).query()).body();
            for (String lane : List.of("a", "b")) {
                String table = page.split("<table id=\"" + lane + "-candidates\"")[1]
                        .split("</table>")[0]
                        .split("<tbody>")[1];
                String saved = run.split("<section id=\"" + lane + (at + 1) + "\">")[1]
                        .split("</section>")[0]
                        .split("<tbody>")[1];
                assertThat(digits(saved)).isNotEmpty();
                if (lane.equals("b")) {
                    assertThat(digits(saved)).isEqualTo(digits(table));
                } else {
                    assertThat(digits(table)).containsAll(digits(saved));
                }
            }
        }
    }

    @Test
    void the_saved_run_says_which_tokens_were_chosen_by_hand() {
        String run =
                get("run.html?prompt=Once&at=1&a=greedy&a.ids=1.2&a.forced=0.1").body();

        assertThat(run).contains("chosen by hand").doesNotContain("Verified", "This link says");
    }

    @Test
    void the_saved_run_needs_nothing_else() {
        String run = get("run.html?" + LINK).body();

        assertThat(run).doesNotContain("<script", "<link", "<img", "src=", "url(", "@import", "style=\"");
        assertThat(run).contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(run).results().map(match -> match.group(1)))
                .allMatch(link -> link.startsWith("#") || link.startsWith(TestServer.address() + "/play?v=1&amp;"));
        Pattern.compile("href=\"#([^\"]*)\"")
                .matcher(run)
                .results()
                .forEach(link -> assertThat(run).contains("id=\"" + link.group(1) + "\""));
    }

    /** Runs of 1 to 250 tokens in one to four lanes, the longest with the widest tokens. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 120, 250})
    void a_saved_run_is_never_larger_than_150_kb(int length) {
        for (String lanes : List.of("a", "a b", "a b c d")) {
            String query = "prompt=%3C%26%22&at=" + (length - 1)
                    + Stream.of(lanes.split(" "))
                            .map(lane -> "&" + lane + "=sample&" + lane + ".top-p=0.95&" + lane + ".ids="
                                    + Stream.generate(() -> "9t").limit(length).collect(Collectors.joining(".")))
                            .collect(Collectors.joining());
            String run = get("run.html?" + query).body();

            assertThat(run.getBytes(StandardCharsets.UTF_8).length).isBetween(3_000, RunFile.MOST_BYTES);
            int steps = length * lanes.split(" ").length;
            assertThat(run.contains("To stay small"))
                    .as(length + " in " + lanes)
                    .isEqualTo(steps > 75);
            assertThat(run.split("<tr><td>", -1).length - 1).isEqualTo(steps);
        }
    }

    @Test
    void pictures_are_svg_that_needs_nothing_else() throws Exception {
        for (String file : List.of("picture.svg", "bars.svg")) {
            HttpResponse<String> answer = get(file + "?" + LINK);
            String svg = answer.body();

            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertThat(svg).contains("<title>").doesNotContain("<text", "font", "var(", "style", "href", "NaN");
            assertThat(svg.length()).isBetween(10_000, 500_000);
        }
        HttpResponse<String> png = TestServer.get("/play/bars.png?" + LINK);
        assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    }

    @Test
    void the_page_lists_every_file_and_each_is_there() {
        String page = TestServer.get("/play/save?" + LINK).body();
        List<String> files = Pattern.compile("href=\"(/[^\"]*)\" download")
                .matcher(page)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();

        assertThat(files.stream().map(file -> file.replaceFirst("\\?.*", "")))
                .containsExactlyInAnyOrder(
                        "/play/run.html",
                        "/api/v1/receipt",
                        "/play/step.csv",
                        "/play/step.json",
                        "/play/ledger.csv",
                        "/play/ledger.json",
                        "/play/picture.png",
                        "/play/picture.svg",
                        "/play/bars.png",
                        "/play/bars.svg",
                        "/play/step.py");
        files.forEach(file ->
                assertThat(TestServer.getFirst(file).statusCode()).as(file).isEqualTo(200));
    }

    @Test
    void the_line_to_cite_names_program_model_digest_seed_and_link() {
        String page = TestServer.text(TestServer.get("/play/save?" + LINK)).replace("&amp;", "&");
        OpenedLink play = open(LINK);

        assertThat(page)
                .contains(
                        "Token 5 after “Once upon a \"time\"”. Logit Lab ",
                        "model storyteller (" + play.model().card().digest() + "), seed 42. " + TestServer.address()
                                + "/play?" + play.link().query(),
                        "@misc{logitlab-storyteller-42-5,");
    }

    @Test
    void signs_of_tex_are_written_out() {
        Citation citation =
                Citation.of(Messages.ENGLISH, open("prompt=50%25+of+%24x_1%5C+%7Ba%7D+%26%23&a=greedy"), "http://x/");

        assertThat(citation.bibtex()).contains("50\\% of \\$x\\_1\\textbackslash{} \\{a\\} \\&\\#");
    }

    @Test
    void a_text_in_the_script_cannot_leave_its_quotation_marks() {
        assertThat(PythonScript.quoted("a\"b\\c\nd\re\t'é😀\u2028\u0000"))
                .isEqualTo("\"a\\\"b\\\\c\\u000ad\\u000de\\u0009'\\u00e9\\U0001f600\\u2028\\u0000\"");
    }

    private static String script(String query) {
        String script = get("step.py?" + query).body();
        assertThat(script.lines().count()).isLessThanOrEqualTo(PythonScript.MOST_LINES);
        assertThat(script).matches("[\\x20-\\x7e\n]+");
        return script;
    }

    /** Python with the three packages: the one that is named in LOGITLAB_PYTHON, or python3. */
    private static Optional<String> python() throws Exception {
        String python = System.getenv().getOrDefault("LOGITLAB_PYTHON", "python3");
        try {
            Process process = new ProcessBuilder(python, "-c", "import onnxruntime, tokenizers, numpy")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(python)
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /**
     * Skipped without Python's onnxruntime, tokenizers and numpy: {@code pip install onnxruntime tokenizers numpy}, and name the program in the
     * environment variable LOGITLAB_PYTHON if it is not python3.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=greedy",
                "a=greedy&a.repetition-penalty=1.3&a.bias.280=2&a.bias.300=-2.5",
                "a=sample&a.bias.379=ban&a.bias.280=3",
                "a=sample",
                "a=sample&a.temperature=1.7&a.top-k=40",
                "a=sample&a.temperature=0.8&a.top-p=0.9",
                "a=sample&a.min-p=0.05",
                "a=sample&a.typical-p=0.8",
                "a=sample&a.temperature=1.2&a.repetition-penalty=1.2&a.bias.280=3&a.top-k=60&a.top-p=0.95&a.min-p=0.01&a.typical-p=0.95",
                "a=sample&a.order=llama.cpp&a.temperature=1.5&a.repetition-penalty=1.2&a.top-k=30&a.typical-p=0.9&a.top-p=0.9&a.min-p=0.02",
                "a=sample&a.order=vllm&a.temperature=1.5&a.min-p=0.02&a.top-k=30&a.top-p=0.9",
                "a=sample&a.order=ollama&a.temperature=1.5&a.repetition-penalty=1.2&a.top-k=30&a.top-p=0.9",
                "a=sample&a.order=top-50&a.temperature=1.5&a.top-p=0.9",
                "a=sample&a.switch.2.3=0&a.switch.1.mlp=0.5",
                "model=storyteller-lstm&a=sample&a.temperature=0.9"
            })
    void the_script_takes_the_same_step_in_python(String lane, @TempDir Path folder) throws Exception {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "Python with onnxruntime, tokenizers and numpy is not installed");
        String query = "prompt=The+%22old%22+king%27s%0Acat+%5C+%F0%9F%98%80&seed=7&at=3&" + lane;
        Path script = Files.writeString(folder.resolve("step.py"), script(query));
        Process process = new ProcessBuilder(python.get(), script.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();

        JsonNode answer = JSON.readTree(printed);
        Lane opened = open(query).lanes().get("a");
        Candidate chosen = opened.step(3).candidate(opened.step(3).chosen());
        assertThat(answer.get("id").asInt()).isEqualTo(chosen.id());
        assertThat(answer.get("draw").asDouble())
                .isEqualTo(opened.step(3).draw().u());
        Map.of("model_probability", chosen.modelProbability(), "sampling_probability", chosen.samplingProbability())
                .forEach((field, expected) ->
                        assertThat(answer.get(field).asDouble()).as(field).isCloseTo(expected, within(1e-6)));
        assertThat(answer.get("token").asText())
                .isEqualTo(opened.model().tokenizer().token(chosen.id()).text());
    }
}
