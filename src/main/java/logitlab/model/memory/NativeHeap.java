package logitlab.model.memory;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of native libraries. */
public final class NativeHeap {

    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private NativeHeap() {}

    /**
     * Frees what belongs to unreachable objects. A collection could otherwise come long after others have taken the place of their
     * native memory, because these objects are small and old.
     */
    public static void collect() {
        System.gc();
        trim();
    }

    /**
     * Trims at regular intervals until it is closed: each run of a model allocates and frees memory in pieces of different sizes, whose
     * gaps would otherwise grow for as long as the server is busy.
     *
     * @param first frees what nobody needs any more, before each time
     */
    public static AutoCloseable trimEvery(Duration interval, Runnable first) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "native memory");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(
                () -> trimAfter(first), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return clock::shutdownNow;
    }

    private static void trimAfter(Runnable first) {
        try {
            first.run();
        } catch (RuntimeException bug) {
            LOG.warn("what nobody needs was not freed", bug);
        }
        trim();
    }

    /**
     * Gives memory that was freed back to the system, which glibc otherwise keeps: measured with five models of 150 to 420 MB and room
     * for one of them, the program took 1.7 GB without this and 0.6 GB with it. Does nothing on systems that have no such command.
     *
     * @see <a href="https://bugs.openjdk.org/browse/JDK-8268893">System.trim_native_heap of jcmd, on Linux since JDK 18 and 17.0.9</a>
     */
    public static void trim() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), "systemTrimNativeHeap", new Object[0], new String[0]);
        } catch (JMException | RuntimeException notHere) {
            LOG.debug("freed memory stays with the program", notHere);
        }
    }
}
