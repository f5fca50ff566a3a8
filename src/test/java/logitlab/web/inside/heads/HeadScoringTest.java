package logitlab.web.inside.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import logitlab.model.LanguageModel;
import logitlab.model.Packages;
import logitlab.model.explain.HeadTexts;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HeadScoringTest {

    /** A method of a model that answers differently. */
    private interface Answer {

        /** @return null to ask the model itself */
        Object to(String method);
    }

    private static LanguageModel model(Answer answer) {
        return (LanguageModel) Proxy.newProxyInstance(
                HeadScoringTest.class.getClassLoader(),
                new Class<?>[] {LanguageModel.class},
                (proxy, method, given) -> {
                    Object own = answer.to(method.getName());
                    try {
                        return own == null ? method.invoke(Packages.storyteller(), given) : own;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void many_who_ask_at_once_cause_one_run_for_each_text() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        LanguageModel model = model(method -> {
            if (method.equals("inspect")) {
                runs.incrementAndGet();
            }
            return null;
        });
        HeadScoring scoring = new HeadScoring(Duration.ofMinutes(1));
        ExecutorService visitors = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = Stream.<Future<?>>generate(() -> visitors.submit(() -> scoring.of(model)))
                    .limit(8)
                    .toList();
            for (Future<?> one : all) {
                assertThat(one.get()).isSameAs(scoring.of(model));
            }
        } finally {
            visitors.shutdown();
        }
        assertThat(runs).hasValue(HeadTexts.ALL.size());
    }

    @Test
    void another_who_asks_while_scores_are_computed_is_asked_to_come_back() throws Exception {
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        LanguageModel model = model(method -> {
            if (method.equals("inspect")) {
                computing.countDown();
                await(waited);
            }
            return null;
        });
        HeadScoring scoring = new HeadScoring(Duration.ofMillis(1));
        ExecutorService first = Executors.newSingleThreadExecutor();
        try {
            Future<?> scores = first.submit(() -> scoring.of(model));
            computing.await();
            for (LanguageModel asked : List.of(model, Packages.shipped("storyteller-lstm"))) {
                assertThatThrownBy(() -> scoring.of(asked))
                        .isInstanceOfSatisfying(
                                HttpRefusedException.class,
                                busy -> assertThat(busy.status()).isEqualTo(503));
            }
            waited.countDown();
            assertThat(scores.get()).isSameAs(scoring.of(model));
        } finally {
            first.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void after_a_failure_the_next_who_asks_tries_again() {
        AtomicInteger tries = new AtomicInteger();
        LanguageModel model = model(method -> {
            if (method.equals("inspect") && tries.getAndIncrement() == 0) {
                throw new IllegalStateException("the inspect graph did not run");
            }
            return null;
        });
        HeadScoring scoring = new HeadScoring();

        assertThatThrownBy(() -> scoring.of(model)).hasMessageContaining("did not run");
        assertThat(scoring.of(model)).isPresent();
    }

    @Test
    void a_model_without_scores_is_told_why() {
        LanguageModel hidden = model(method -> method.equals("exposed") ? Set.of() : null);
        LanguageModel closed = model(method -> method.equals("mostInspected") ? 0 : null);
        LanguageModel deaf = model(method -> method.equals("accepts") ? false : null);

        assertThat(HeadScoring.missing(Messages.ENGLISH, hidden))
                .contains("does not show its attention", "A model of your own");
        assertThat(HeadScoring.missing(Messages.ENGLISH, closed)).contains("no inspect.onnx", "A model of your own");
        assertThat(HeadScoring.missing(Messages.ENGLISH, deaf))
                .contains("fewer than three tokens of each of our texts")
                .doesNotContain("A model of your own");
        assertThat(HeadScoring.missing(Messages.ENGLISH, Packages.shipped("storyteller-lstm")))
                .contains("an LSTM does not look back")
                .doesNotContain("A model of your own");
        for (LanguageModel model : List.of(hidden, closed, deaf)) {
            assertThat(new HeadScoring().of(model)).isEmpty();
        }
    }
}
