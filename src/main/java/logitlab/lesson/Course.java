package logitlab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.model.Models;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lessons as their folder has them now: read again once a file in it has changed, so that a writer sees an edit on reload.
 *
 * <p>A lesson that an edit breaks stays as it was before, and the problem is logged. Thread-safe.
 */
public final class Course {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final Path folder;
    private final Models models;
    private volatile Reading last;

    private Course(Path folder, Models models) {
        this.folder = folder;
        this.models = models;
        Map<Path, Stamp> files = files();
        this.last = new Reading(files, Lessons.load(folder, models));
        log(last.lessons());
    }

    public static Course open(Path folder, Models models) {
        return new Course(folder, models);
    }

    /** What tells a file from the same file after an edit. */
    private record Stamp(FileTime modified, long bytes) {}

    /** The lessons, and the files as they were just before they were read. */
    private record Reading(Map<Path, Stamp> files, Lessons lessons) {}

    /** The lessons as they are just now. */
    public Lessons lessons() {
        Map<Path, Stamp> files = files();
        return files.equals(last.files()) ? last.lessons() : readAgain(files);
    }

    private synchronized Lessons readAgain(Map<Path, Stamp> files) {
        if (!files.equals(last.files())) {
            last = new Reading(files, Lessons.load(folder, models, last.lessons()));
            LOG.info("lessons read again: {} can be shown", last.lessons().all().size());
            log(last.lessons());
        }
        return last.lessons();
    }

    private static void log(Lessons lessons) {
        lessons.problems().forEach(problem -> LOG.warn("lesson with a problem: {}", problem));
    }

    /** Each file of the folder as it is now. */
    private Map<Path, Stamp> files() {
        Map<Path, Stamp> files = new TreeMap<>();
        for (Path path : within(folder.resolve(Lessons.LANGUAGE))) {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                files.put(path, new Stamp(now.lastModifiedTime(), now.size()));
            } catch (IOException gone) {
                LOG.debug("{} went while it was looked at", path, gone);
            }
        }
        return files;
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            return List.of(); // whoever reads the lessons hears of it
        }
    }
}
