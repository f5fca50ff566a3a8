package logitlab.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import logitlab.web.connection.Workers.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Nothing stays of a piece of work that is done: a piece has its request and the whole answer, which may be many megabytes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkersTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Workers workers = new Workers(1, 1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        workers.close();
    }

    /** Does a piece that refers to memory. */
    private WeakReference<byte[]> done(Runnable last) {
        byte[] answer = new byte[1 << 20];
        workers.enter(Kind.SHORT, "client", () -> {
            answer[0] = 1;
            last.run();
        });
        return new WeakReference<>(answer);
    }

    private static void assertLeaves(WeakReference<byte[]> memory) throws InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (memory.get() != null && System.nanoTime() < until) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(memory.get()).isNull();
    }

    @Test
    void a_thread_that_has_nothing_to_do_keeps_no_piece() throws InterruptedException {
        assertLeaves(done(() -> {}));
    }

    @Test
    void a_thread_that_goes_on_with_the_next_piece_does_not_keep_the_one_before() throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        WeakReference<byte[]> before = done(() -> wait(queued));
        workers.enter(Kind.SHORT, "client", () -> {
            begun.countDown();
            wait(end);
        });
        queued.countDown();
        begun.await();
        assertLeaves(before);
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
