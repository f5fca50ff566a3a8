package logitlab.lesson.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.Models;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lessons as they are in their folder. They are first read in the background, because their exercises run models. Once a second
 * a background thread checks whether a file has changed and, if so, reads them again, so that an author sees an edit on reload and no
 * visitor has to wait for it.
 *
 * <p>If an edit breaks a lesson, the earlier version stays; if the folder disappears, all of them stay; the problem is
 * reported. Thread-safe.
 */
public final class Course implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final Path folder;
    private final Models models;
    private final Consumer<LessonProblem> report;
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lessons");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private volatile Reading last = Reading.of(Map.of(), Lessons.NONE);
    private CourseOutline beginnings; // of the files, until they are read

    private Course(Path folder, Models models, Consumer<LessonProblem> report) {
        this.folder = folder;
        this.models = models;
        this.report = report;
    }

    /**
     * The lessons of a folder, which are read when {@link #refresh} is first called.
     *
     * @param report receives each problem every time that the files are read
     */
    public static Course of(Path folder, Models models, Consumer<LessonProblem> report) {
        return new Course(folder, models, report);
    }

    /** The same after reading them. */
    public static Course open(Path folder, Models models, Consumer<LessonProblem> report) {
        Course course = of(folder, models, report);
        course.refresh();
        return course;
    }

    /** Distinguishes a file from the same file after an edit. */
    private record Stamp(FileTime modified, long bytes) {}

    /** The lessons, and the files as they were just before they were read. */
    private record Reading(Map<Path, Stamp> files, Lessons lessons, CourseOutline outline) {

        static Reading of(Map<Path, Stamp> files, Lessons lessons) {
            return new Reading(files, lessons, CourseOutline.of(lessons));
        }
    }

    /** The lessons as last read; waits until they have been read once. */
    public Lessons lessons() {
        read.join();
        return last.lessons();
    }

    /** What other pages show of the course; waits for no model. Until the lessons are read, it comes from the beginnings of their files. */
    public CourseOutline outline() {
        return read.isDone() ? last.outline() : beginnings();
    }

    private CourseOutline beginnings() {
        synchronized (read) {
            if (beginnings == null) {
                beginnings = Lessons.outline(folder);
            }
            return beginnings;
        }
    }

    /** Reads the lessons now if a file has changed, or if they have not been read. */
    public synchronized void refresh() {
        Map<Path, Stamp> files = files();
        boolean again = read.isDone();
        if (closed || again && files.equals(last.files())) {
            return;
        }
        try {
            Lessons lessons = Lessons.load(folder, models, last.lessons(), () -> closed);
            if (closed) {
                return;
            }
            last = Reading.of(files, lessons);
            if (again) {
                LOG.info("lessons read again: {} can be shown", lessons.all().size());
            }
            tell();
        } catch (RuntimeException e) { // otherwise no later change would be noticed
            last = Reading.of(files, last.lessons());
            LOG.error("the lessons remain as they were", e);
        } finally {
            if (read.complete(null) && !closed) {
                looking.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.SECONDS);
            }
        }
    }

    private void tell() {
        last.lessons().problems().forEach(report);
        List<WaitingLesson> waiting = last.lessons().waiting();
        if (!waiting.isEmpty()) {
            LOG.warn(
                    "{} lessons are not shown because they run on models that are not loaded: {}. Name their folder with --models, too.",
                    waiting.size(),
                    waiting.stream()
                            .flatMap(lesson -> lesson.models().stream())
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Each file of the folder as it is now. */
    private Map<Path, Stamp> files() {
        Map<Path, Stamp> files = new TreeMap<>();
        for (Path path : within(folder.resolve(Lessons.LANGUAGE))) {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                files.put(path, new Stamp(now.lastModifiedTime(), now.size()));
            } catch (IOException gone) {
                LOG.debug("{} disappeared while it was examined", path, gone);
            }
        }
        return files;
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            return List.of(); // loading the lessons reports it
        }
    }

    /** Ends a reading after the file that it is at; pages that wait for the lessons get those that are there. */
    public void stop() {
        closed = true;
        read.complete(null);
    }

    /** Ends a reading after the file that it is at, and waits for that; after this the lessons are not read again. */
    @Override
    public void close() {
        stop();
        synchronized (this) {
            looking.shutdown();
        }
    }
}
