package logitlab.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.InvalidPackageException;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.SkippedPackage;
import logitlab.model.Switches;
import logitlab.model.engine.FakeEngine.Manner;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import logitlab.model.pack.PackageDigest;
import logitlab.model.pack.PackageReport;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.Prompt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A package that runs on an engine, loaded as every other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class EngineModelTest {

    private static final int TIMEOUT = 20_000;
    private static final Path BIGRAM = Packages.SMALL.resolve("bigram");

    @TempDir
    private Path folder;

    private FakeEngine engine;
    private Path packed;

    @BeforeEach
    void start() throws IOException {
        engine = FakeEngine.start();
        packed = engine.pack(folder.resolve("far"), TIMEOUT);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** With a model that is always there, because a server without any does not start. */
    private Models load() {
        return ModelLoader.load(List.of(BIGRAM, packed), Packages.limits(2, 16 << 20), List.of(Dtype.values()));
    }

    @Test
    void greedy_decoding_writes_what_it_writes_here() {
        try (Models models = load()) {
            LanguageModel far = models.get("far");
            LanguageModel here = Packages.storyteller();

            assertThat(far.text(greedy(far))).isEqualTo(here.text(greedy(here)));
        }
    }

    private static Prefix greedy(LanguageModel model) {
        return Lane.open(model, model.prompt("Once upon a time"), List.of(), Decoder.GREEDY, Settings.OFF, 0)
                .run(12)
                .text();
    }

    @Test
    void what_is_known_asks_the_engine_for_nothing() {
        try (Models models = load()) {
            LanguageModel far = models.get("far");
            far.logits(Prefix.of(1, 2, 3), 2);
            int before = engine.requests();

            far.logits(Prefix.of(1, 2, 3), 2);
            far.read(Prefix.of(1, 2));
            assertThat(engine.requests()).isEqualTo(before);

            far.logits(Prefix.of(1, 2, 3, 4), 2);
            assertThat(engine.requests()).isBetween(before + 1, before + 2); // perhaps the probe, too
        }
    }

    @Test
    void texts_are_read_together() {
        try (Models models = load()) {
            LanguageModel far = models.get("far");
            LanguageModel.State once = far.read(Prefix.of(12, 34)).state();
            engine.batches();
            List<LanguageModel.Reading> readings =
                    far.read(List.of(once.then(5), once.then(6), once.then(7), once.then(8), once.then(9)));

            assertThat(engine.batches()).containsExactly(4, 1);
            assertThat(readings.get(4).logits())
                    .isEqualTo(Packages.storyteller().logits(Prefix.of(12, 34, 9)));
            assertThat(readings.get(4).state().text()).isEqualTo(Prefix.of(12, 34, 9));
        }
    }

    @Test
    void logits_that_choose_nothing_are_the_models_fault_and_name_the_place() {
        engine.answering(Manner.NAN);
        try (Models models = load()) {
            FaultyLogitsException faulty = catchThrowableOfType(
                    FaultyLogitsException.class, () -> models.get("far").logits(Prefix.of(1, 2, 3)));

            assertThat(faulty.model()).isEqualTo("far");
            assertThat(faulty.tokens()).isEqualTo(3);
            assertThat(models.get("far").engine().orElseThrow().state()).isEqualTo(LanguageModel.Engine.State.ANSWERS);
        }
    }

    @Test
    void nothing_of_its_inside_is_shown_or_switched() {
        try (Models models = load()) {
            LanguageModel far = models.get("far");

            assertThat(far.exposed()).isEmpty();
            assertThat(far.inspectIfShort(Prefix.of(1), 0, Set.of())).isEmpty();
            assertThat(far.with(Switches.NONE)).isSameAs(far);
            assertThatThrownBy(() -> far.with(Switches.NONE.head(1, 1, 0))).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> far.read(List.of(
                            Packages.storyteller().read(Prefix.of(1)).state().then(2))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void prompts_have_the_same_limits_as_elsewhere() {
        try (Models models = load()) {
            LanguageModel far = models.get("far");

            assertThat(far.prompt("Once upon")).isEqualTo(Packages.storyteller().prompt("Once upon"));
            assertThat(far.accepts("word ".repeat(500))).isFalse();
            assertThatThrownBy(() -> far.prompt(new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, "Hi")))))
                    .isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> far.logits(Prefix.of(4096))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Recomputed from its definition: the lines "path, SHA-256", sorted, in which the engine counts with the hash of its graph. */
    @Test
    void the_digest_covers_the_graph_of_the_engine_and_not_its_address() throws Exception {
        try (Models models = load()) {
            String digest = models.get("far").card().digest();
            String lines = "config.json, %s\nengine.json, %s\ntokenizer.json, %s\n"
                    .formatted(
                            PackageDigest.sha256(packed.resolve("config.json")),
                            "ab".repeat(32),
                            PackageDigest.sha256(packed.resolve("tokenizer.json")));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));

            assertThat(digest).isEqualTo(HexFormat.of().formatHex(hash).substring(0, 12));
        }
    }

    private SkippedPackage skipped() {
        try (Models models = load()) {
            assertThat(models.leftOut()).hasSize(1);
            return models.leftOut().get(0);
        }
    }

    @Test
    void an_engine_with_other_numbers_is_left_out_by_name() {
        engine.answering(Manner.OTHER_NUMBERS);
        SkippedPackage skipped = skipped();

        assertThat(skipped.id()).isEqualTo("far");
        assertThat(skipped.path()).endsWith("engine.json");
        assertThat(skipped.found()).contains("log-sum-exp");
        assertThat(skipped.fix()).contains("sha256").contains("last position");
    }

    @Test
    void a_package_has_either_a_graph_or_an_engine() throws IOException {
        Files.copy(BIGRAM.resolve("model.onnx"), packed.resolve("model.onnx"));

        assertThat(skipped().toString()).contains("expected either a server or a graph, found both");
    }

    @Test
    void a_broken_engine_file_names_the_field() {
        change("\"open-inference\"", "\"rest\"");

        assertThat(skipped().toString())
                .contains("engine.json: expected protocol")
                .contains("found \"rest\"");
    }

    private void change(String from, String to) {
        Path file = packed.resolve(EngineFile.NAME);
        try {
            Files.writeString(file, Files.readString(file).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_engine_that_is_away_at_the_start_is_listed_and_used_when_it_answers() throws Exception {
        engine.answering(Manner.STATUS_500);
        try (Models models = load()) {
            LanguageModel far = models.get("far");
            assertThat(models.leftOut()).isEmpty();
            assertThat(far.engine().orElseThrow().state()).isEqualTo(LanguageModel.Engine.State.AWAY);
            assertThatThrownBy(() -> far.logits(Prefix.of(1))).isInstanceOf(ModelUnavailableException.class);

            engine.answering(Manner.RIGHT);
            while (far.engine().orElseThrow().state() != LanguageModel.Engine.State.ANSWERS) {
                Thread.sleep(50);
            }
            assertThat(far.logits(Prefix.of(1)))
                    .isEqualTo(Packages.storyteller().logits(Prefix.of(1)));
        }
    }

    @Test
    void the_check_runs_it_and_has_no_graph_to_describe() throws InvalidPackageException {
        PackageReport report = PackageReport.of(packed, List.of(Dtype.values()));

        assertThat(report.graphs()).isEmpty();
        assertThat(report.engine()).contains("storyteller at " + engine.url());
        assertThat(report.continuation()).isNotBlank();
        assertThat(report.memory().weights()).isZero();
    }

    @Test
    void the_check_of_an_engine_that_is_away_says_so() {
        engine.answering(Manner.STATUS_404);
        InvalidPackageException away = catchThrowableOfType(
                InvalidPackageException.class, () -> PackageReport.of(packed, List.of(Dtype.values())));

        assertThat(away.sentence())
                .contains("engine.json: expected an engine that answers")
                .contains("status 404")
                .contains("check url and model");
    }
}
