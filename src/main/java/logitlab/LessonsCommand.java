package logitlab;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import logitlab.lesson.file.LessonProblem;
import logitlab.lesson.file.Lessons;
import logitlab.model.Models;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logitlab lessons ...}: the lesson files. */
@Command(name = "lessons", description = "Check the lesson files.", mixinStandardHelpOptions = true)
final class LessonsCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            description = "Check every lesson, and name the file, the line and the value of each problem.",
            mixinStandardHelpOptions = true)
    int check(@Mixin LessonOptions folder, @Mixin ModelOptions models) {
        PrintWriter out = spec.commandLine().getOut();
        try (Models loaded = models.load()) {
            Lessons lessons = folder.load(loaded);
            List<LessonProblem> problems = Stream.concat(
                            lessons.problems().stream(),
                            lessons.waiting().stream().flatMap(lesson -> lesson.problems().stream()))
                    .toList();
            problems.forEach(problem -> out.println(LessonOptions.sentence(problem)));
            out.printf("%d sound, %d problems%n", lessons.all().size(), problems.size());
            out.flush();
            return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
