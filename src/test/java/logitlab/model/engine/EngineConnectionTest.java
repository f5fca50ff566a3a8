package logitlab.model.engine;

import static logitlab.model.engine.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel.Engine;
import logitlab.model.Packages;
import logitlab.model.engine.FakeEngine.Manner;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.failure.ModelUnavailableException.Obstacle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A connection to servers that answer in all the ways in which servers do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class EngineConnectionTest {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int LONG = 20_000; // never reached, on a busy machine either
    private static final int SHORT = 1500; // of an engine that does not answer
    private static final Prefix TEXT = Prefix.of(12, 34, 56);

    @TempDir
    private Path folder;

    private FakeEngine engine;
    private EngineConnection connection;

    @BeforeEach
    void start() throws IOException {
        engine = FakeEngine.start();
    }

    @AfterEach
    void stop() {
        connection.close();
        engine.close();
    }

    private EngineConnection connect() throws Exception {
        return connect(LONG);
    }

    private EngineConnection connect(int timeout) throws Exception {
        return connect(timeout, FRESH);
    }

    private EngineConnection connect(int timeout, Duration fresh) throws Exception {
        Path file = FakeEngine.pack(folder, engine.url(), timeout).resolve(EngineFile.NAME);
        EngineFile engineFile = EngineFile.of(file, new JsonMapper().readTree(file.toFile()), 4096, 256);
        connection = new EngineConnection("far", engineFile, 4096, PAUSE, fresh);
        return connection;
    }

    private Logits logits(Prefix text) {
        return Logits.of(connection.logits(List.of(text)).get(0));
    }

    private static int timeout(Manner manner) {
        return List.of(Manner.SLOW, Manner.SLOW_BODY).contains(manner) ? SHORT : LONG;
    }

    private boolean answers() {
        try {
            logits(TEXT);
            return true;
        } catch (ModelUnavailableException notYet) {
            return false;
        }
    }

    private void assertAnswers() {
        await(this::answers);
        assertThat(logits(TEXT)).isEqualTo(Packages.storyteller().logits(TEXT));
        assertThat(connection.state()).isEqualTo(new Engine("127.0.0.1", Engine.State.ANSWERS));
        assertThat(connection.problem()).isEmpty();
    }

    private Obstacle failure() {
        ModelUnavailableException gone = catchThrowableOfType(ModelUnavailableException.class, () -> logits(TEXT));
        assertThat(gone).hasMessageContaining("far").hasMessageContaining("127.0.0.1:" + engine.port());
        assertThat(gone.getMessage())
                .doesNotContain("\u001b")
                .doesNotContain("\n")
                .doesNotContain("java.");
        assertThat(gone.retryAfter()).isBetween(1L, 10L);
        return gone.obstacle();
    }

    @ParameterizedTest
    @EnumSource(names = {"RIGHT", "AS_JSON", "AS_NESTED_JSON", "NO_BATCHES"})
    void the_logits_are_those_of_the_engine(Manner manner) throws Exception {
        engine.answering(manner);
        connect();

        assertAnswers();
    }

    @Test
    void a_request_says_what_its_bytes_are() throws Exception {
        connect();
        logits(TEXT);

        assertThat(engine.lastRequest()).isEqualTo(new JsonMapper().readTree("""
                {"inputs": [
                   {"name": "input_ids", "datatype": "INT64", "shape": [1, 3], "parameters": {"binary_data_size": 24}},
                   {"name": "attention_mask", "datatype": "INT64", "shape": [1, 3], "parameters": {"binary_data_size": 24}}],
                 "parameters": {"binary_data_output": true},
                 "outputs": [{"name": "logits", "parameters": {"binary_data": true}}]}
                """));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SLOW", "SLOW_BODY", "STATUS_500", "STATUS_404", "STATUS_400", "REDIRECT", "BROKEN", "TRUNCATED"})
    void an_engine_that_does_not_answer_is_away_until_it_does(Manner manner) throws Exception {
        engine.answering(manner);
        connect(timeout(manner));

        assertThat(failure()).isEqualTo(Obstacle.ENGINE_AWAY);
        assertThat(connection.state().state()).isEqualTo(Engine.State.AWAY);

        engine.answering(Manner.RIGHT);
        await(() -> connection.problem().isEmpty());
        assertAnswers();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TOO_LARGE",
                "NOT_JSON",
                "WRONG_LENGTH",
                "NO_OUTPUTS",
                "OTHER_OUTPUT",
                "EVERY_POSITION",
                "DOUBLES",
                "TOO_FEW_BYTES",
                "TOO_FEW_NUMBERS",
                "WORDS",
                "NAN_AS_JSON",
                "OTHER_NUMBERS"
            })
    void an_engine_that_answers_something_else_is_wrong_until_it_is_right(Manner manner) throws Exception {
        engine.answering(manner);
        connect();

        assertThat(failure()).isEqualTo(Obstacle.ENGINE_WRONG);
        assertThat(connection.state().state()).isEqualTo(Engine.State.WRONG);

        engine.answering(Manner.RIGHT);
        await(() -> connection.problem().isEmpty());
        assertAnswers();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "RIGHT",
                "AS_JSON",
                "AS_NESTED_JSON",
                "NO_BATCHES",
                "INEXACT_BATCHES",
                "NAN",
                "NAN_AS_JSON",
                "OTHER_NUMBERS"
            })
    void an_engine_that_fails_in_the_middle_is_used_again_when_it_answers(Manner manner) throws Exception {
        connect(timeout(manner));
        assertAnswers();

        engine.answering(manner);
        failure();
        assertThat(connection.problem()).isPresent();

        engine.answering(Manner.RIGHT);
        assertAnswers();
    }

    @Test
    void after_three_failures_nobody_waits_for_the_engine() throws Exception {
        connect();
        engine.answering(Manner.STATUS_500);
        failure();
        await(() -> {
            failure();
            int before = engine.requests();
            failure();
            return engine.requests() == before;
        });

        assertThat(connection.state().state()).isEqualTo(Engine.State.AWAY);
    }

    @Test
    void many_at_once_do_not_run_the_probe_one_after_the_other() throws Exception {
        connect(SHORT);
        engine.answering(Manner.SLOW);
        List<CompletableFuture<Optional<Obstacle>>> callers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Optional.of(failure())))
                .toList();

        assertThat(callers).allSatisfy(caller -> assertThat(caller.get()).contains(Obstacle.ENGINE_AWAY));
    }

    @Test
    void a_restart_between_two_texts_is_not_noticed_but_the_probe_runs_again() throws Exception {
        connect();
        assertAnswers();
        int port = engine.port();
        engine.close();
        engine = FakeEngine.startAgain(port);

        assertAnswers();
    }

    @Test
    void an_engine_that_comes_back_with_other_numbers_is_not_used() throws Exception {
        connect();
        assertAnswers();
        engine.answering(Manner.BROKEN);
        failure();
        engine.answering(Manner.OTHER_NUMBERS);
        await(() -> connection.isWrong());

        assertThat(failure()).isEqualTo(Obstacle.ENGINE_WRONG);
        assertThat(connection.problem().orElseThrow())
                .startsWith("expected the greedy token")
                .contains("found 7");
    }

    /** No connection breaks: between two texts, another model has got its name. */
    @Test
    void an_engine_that_gives_other_numbers_from_one_text_to_the_next_is_not_used() throws Exception {
        connect(LONG, Duration.ZERO);
        assertAnswers();
        engine.answering(Manner.OTHER_NUMBERS);

        assertThat(failure()).isEqualTo(Obstacle.ENGINE_WRONG);
        assertThat(connection.state().state()).isEqualTo(Engine.State.WRONG);

        engine.answering(Manner.RIGHT);
        assertAnswers();
    }

    @Test
    void as_long_as_the_probe_is_fresh_it_costs_no_run() throws Exception {
        connect();
        assertAnswers();
        int before = engine.requests();
        logits(TEXT);

        assertThat(engine.requests()).isEqualTo(before + 1);
    }

    private static List<Prefix> texts(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Prefix.of(12, 34, 100 + i))
                .toList();
    }

    private void assertRight(List<Prefix> texts) {
        List<float[]> rows = connection.logits(texts);
        IntStream.range(0, texts.size())
                .forEach(i -> assertThat(Logits.of(rows.get(i)))
                        .isEqualTo(Packages.storyteller().logits(texts.get(i))));
    }

    @Test
    void texts_share_a_request_where_that_changes_no_bit() throws Exception {
        connect();
        engine.batches();
        assertRight(texts(8));

        assertThat(engine.batches()).containsExactly(8);
        assertThat(connection.runs().texts()).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_BATCHES", "INEXACT_BATCHES"})
    void elsewhere_each_text_has_a_request_of_its_own(Manner manner) throws Exception {
        engine.answering(manner);
        connect();
        engine.batches();
        assertRight(texts(8));

        assertThat(engine.batches()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void what_is_with_the_engine_is_counted() throws Exception {
        connect(SHORT);
        engine.answering(Manner.SLOW);
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> connection.logits(texts(4)));

        await(() -> connection.waiting() == 4);
        assertThatThrownBy(caller::get).hasCauseInstanceOf(ModelUnavailableException.class);
        assertThat(connection.waiting()).isZero();
    }
}
