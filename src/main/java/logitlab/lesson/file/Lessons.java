package logitlab.lesson.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.TeachingGuide;
import logitlab.model.Models;

/**
 * The course: every valid lesson of a folder in order, the glossary, the guide for teachers, and the problems of the other files.
 *
 * <p>An invalid lesson is left out. Immutable.
 *
 * <pre>
 * Lessons.load(Path.of("lessons"), models).find("softmax")
 * </pre>
 */
public final class Lessons {

    static final String LANGUAGE = "en";
    private static final String SUFFIX = ".md";
    private static final Set<String> BESIDE = Set.of(GlossaryFile.NAME, GuideFile.NAME);

    private final List<Lesson> lessons;
    private final Glossary glossary;
    private final Optional<TeachingGuide> guide;
    private final List<LessonProblem> problems;

    private Lessons(
            List<Lesson> lessons, Glossary glossary, Optional<TeachingGuide> guide, List<LessonProblem> problems) {
        this.lessons = List.copyOf(lessons);
        this.glossary = glossary;
        this.guide = guide;
        this.problems = List.copyOf(problems);
    }

    /**
     * @param folder contains a folder for each language; if it has no lessons, the course is empty and a problem says so
     * @param models run the widgets and exercises
     */
    public static Lessons load(Path folder, Models models) {
        return load(folder, models, new Lessons(List.of(), Glossary.EMPTY, Optional.empty(), List.of()));
    }

    /**
     * @param before the lessons as last loaded: a file, or the folder, that is now broken or unreadable keeps its earlier
     *     content
     */
    static Lessons load(Path folder, Models models, Lessons before) {
        Path files = folder.resolve(LANGUAGE);
        try {
            return load(files, files(files), models, before);
        } catch (IOException e) {
            return new Lessons(
                    before.lessons,
                    before.glossary,
                    before.guide,
                    List.of(problem(files, new Constraint("folder"), files.toString())));
        }
    }

    private static Lessons load(Path files, List<Path> paths, Models models, Lessons before) {
        List<Lesson> lessons = new ArrayList<>();
        List<LessonProblem> problems = new ArrayList<>();
        Set<String> slugs = new HashSet<>();
        Path glossaryFile = files.resolve(GlossaryFile.NAME);
        Path guideFile = files.resolve(GuideFile.NAME);
        Glossary glossary = text(glossaryFile, problems)
                .map(text -> GlossaryFile.read(glossaryFile, text))
                .map(result -> kept(result.glossary(), result.problems(), problems))
                .orElse(Files.exists(glossaryFile) ? before.glossary : Glossary.EMPTY);
        Optional<TeachingGuide> guide = text(guideFile, problems)
                .map(text -> GuideFile.read(guideFile, text, glossary))
                .map(result -> kept(result.guide(), result.problems(), problems))
                .or(() -> before.guide.filter(old -> Files.exists(guideFile)));
        for (Path path : paths) {
            LessonFile.Result result = read(path, models, glossary);
            problems.addAll(result.problems());
            result.lesson().or(() -> before.of(path)).ifPresent(lesson -> {
                if (slugs.add(lesson.slug())) {
                    lessons.add(lesson);
                } else {
                    problems.add(problem(path, new Constraint("own-id"), lesson.slug()));
                }
            });
        }
        return new Lessons(lessons, glossary, guide, problems);
    }

    /** The text of an optional file next to the lessons. */
    private static Optional<String> text(Path path, List<LessonProblem> problems) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(path));
        } catch (IOException e) {
            problems.add(
                    problem(path, new Constraint("utf-8"), path.getFileName().toString()));
            return Optional.empty();
        }
    }

    private static <T> T kept(T read, List<LessonProblem> found, List<LessonProblem> problems) {
        problems.addAll(found);
        return read;
    }

    private static LessonFile.Result read(Path path, Models models, Glossary glossary) {
        try {
            return LessonFile.read(path, Files.readString(path), models, glossary);
        } catch (IOException e) {
            return new LessonFile.Result(
                    Optional.empty(),
                    List.of(problem(
                            path, new Constraint("utf-8"), path.getFileName().toString())));
        }
    }

    private static LessonProblem problem(Path path, Constraint constraint, String value) {
        return new LessonProblem(path.toString(), 1, new InvalidValueException("file", constraint, value));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(file -> !BESIDE.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private Optional<Lesson> of(Path path) {
        return lessons.stream()
                .filter(lesson -> lesson.file().equals(path.getFileName().toString()))
                .findFirst();
    }

    /** In the order of the course. */
    public List<Lesson> all() {
        return lessons;
    }

    public Optional<Lesson> find(String slug) {
        return lessons.stream().filter(lesson -> lesson.slug().equals(slug)).findFirst();
    }

    public Glossary glossary() {
        return glossary;
    }

    /** What to teach in how much time, if the course has a guide. */
    public Optional<TeachingGuide> guide() {
        return guide;
    }

    /** What is wrong with the files. */
    public List<LessonProblem> problems() {
        return problems;
    }
}
