package logitlab;

import java.nio.file.Path;
import logitlab.lesson.file.Course;
import logitlab.lesson.file.LessonProblem;
import logitlab.lesson.file.Lessons;
import logitlab.model.Models;
import logitlab.web.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option that names the folder of the lessons. */
final class LessonOptions {

    private static final Logger LOG = LoggerFactory.getLogger(LessonOptions.class);

    @Option(
            names = "--lessons",
            paramLabel = "FOLDER",
            defaultValue = "${env:LOGITLAB_LESSONS:-lessons}",
            description = "The folder of lessons, which has a folder for each language. Default: ${DEFAULT-VALUE}")
    private Path folder;

    /** The lessons, read by the first {@link Course#refresh} and whenever a file has changed; problems are logged. */
    Course course(Models models) {
        return Course.of(folder, models, problem -> LOG.warn("lesson with a problem: {}", sentence(problem)));
    }

    /** {@code lessons/en/02-softmax.md:31:}, followed by a sentence. */
    static String sentence(LessonProblem problem) {
        return problem.file() + ":" + problem.line() + ": " + Messages.ENGLISH.say(problem.invalid());
    }

    Lessons load(Models models) {
        return Lessons.load(folder, models);
    }
}
