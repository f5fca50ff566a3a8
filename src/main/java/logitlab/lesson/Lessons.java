package logitlab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.model.Models;

/**
 * The course: every lesson of a folder that is sound, in order, and what is wrong with the others.
 *
 * <p>A broken lesson is left out and stops nothing. Immutable.
 *
 * <pre>
 * Lessons.load(Path.of("lessons"), models).find("softmax")
 * </pre>
 */
public final class Lessons {

    private static final String LANGUAGE = "en";
    private static final String SUFFIX = ".md";

    private final List<Lesson> lessons;
    private final List<Problem> problems;

    private Lessons(List<Lesson> lessons, List<Problem> problems) {
        this.lessons = List.copyOf(lessons);
        this.problems = List.copyOf(problems);
    }

    /**
     * @param folder with one folder a language in it; without lessons in it the course is empty, and a problem says so
     * @param models on which live widgets run, and against which their prompts are checked
     */
    public static Lessons load(Path folder, Models models) {
        List<Lesson> lessons = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> slugs = new HashSet<>();
        for (Path path : files(folder.resolve(LANGUAGE), problems)) {
            LessonFile.Result result = read(path, models);
            problems.addAll(result.problems());
            result.lesson().ifPresent(lesson -> {
                if (slugs.add(lesson.slug())) {
                    lessons.add(lesson);
                } else {
                    problems.add(problem(path, new Rule("own-id"), lesson.slug()));
                }
            });
        }
        return new Lessons(lessons, problems);
    }

    private static LessonFile.Result read(Path path, Models models) {
        try {
            return LessonFile.read(path, Files.readString(path), models);
        } catch (IOException e) {
            return new LessonFile.Result(
                    Optional.empty(),
                    List.of(problem(path, new Rule("utf-8"), path.getFileName().toString())));
        }
    }

    private static Problem problem(Path path, Rule rule, String value) {
        return new Problem(path.toString(), 1, new InvalidValue("file", rule, value));
    }

    private static List<Path> files(Path folder, List<Problem> problems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(problem(folder, new Rule("folder"), folder.toString()));
            return List.of();
        }
    }

    /** In the order of the course. */
    public List<Lesson> all() {
        return lessons;
    }

    public Optional<Lesson> find(String slug) {
        return lessons.stream().filter(lesson -> lesson.slug().equals(slug)).findFirst();
    }

    /** What is wrong with the lessons that were left out; empty where all is well. */
    public List<Problem> problems() {
        return problems;
    }
}
