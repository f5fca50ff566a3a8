package logitlab;

import java.util.concurrent.Callable;
import logitlab.lesson.Lessons;
import logitlab.model.Models;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logitlab lessons ...}: whether the lesson files can be shown. */
@Command(name = "lessons", description = "Look at the lesson files.", mixinStandardHelpOptions = true)
final class LessonsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the lessons, such as: lessons check");
    }

    @Command(
            description = "Check every lesson, and name the file, the line and the value of each problem.",
            mixinStandardHelpOptions = true)
    int check(@Mixin LessonFolder folder, @Mixin ModelFolders models) {
        try (Models loaded = models.load()) {
            Lessons lessons = folder.load(loaded);
            lessons.problems().forEach(problem -> spec.commandLine().getOut().println(LessonFolder.sentence(problem)));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d sound, %d problems%n",
                            lessons.all().size(), lessons.problems().size());
            return lessons.problems().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
