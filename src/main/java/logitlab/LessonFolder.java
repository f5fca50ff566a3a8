package logitlab;

import java.nio.file.Path;
import logitlab.lesson.Course;
import logitlab.lesson.Lessons;
import logitlab.model.Models;
import picocli.CommandLine.Option;

/** Where the lessons are. */
final class LessonFolder {

    @Option(
            names = "--lessons",
            paramLabel = "FOLDER",
            defaultValue = "${env:LOGITLAB_LESSONS:-lessons}",
            description = "The folder of lessons, one folder a language in it. Default: ${DEFAULT-VALUE}")
    private Path folder;

    /** The lessons, read again whenever a file changes. */
    Course open(Models models) {
        return Course.open(folder, models);
    }

    Lessons load(Models models) {
        return Lessons.load(folder, models);
    }
}
