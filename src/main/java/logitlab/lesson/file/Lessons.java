package logitlab.lesson.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
    private static final Set<String> NO_LESSONS = Set.of(GlossaryFile.NAME, GuideFile.NAME);

    /** An empty course. */
    static final Lessons NONE = new Lessons(List.of(), Glossary.EMPTY, Optional.empty(), List.of(), List.of());

    private final List<Lesson> lessons;
    private final Glossary glossary;
    private final Optional<TeachingGuide> guide;
    private final List<WaitingLesson> waiting;
    private final List<LessonProblem> problems;

    private Lessons(
            List<Lesson> lessons,
            Glossary glossary,
            Optional<TeachingGuide> guide,
            List<WaitingLesson> waiting,
            List<LessonProblem> problems) {
        this.lessons = List.copyOf(lessons);
        this.waiting = List.copyOf(waiting);
        this.glossary = glossary;
        this.guide = guide;
        this.problems = List.copyOf(problems);
    }

    /**
     * @param folder contains a folder for each language; if it has no lessons, the course is empty and a problem says so
     * @param models run the widgets and exercises
     */
    public static Lessons load(Path folder, Models models) {
        return load(folder, models, NONE, () -> false);
    }

    /**
     * @param before the lessons as last loaded: a file, or the folder, that is now broken or unreadable keeps its earlier
     *     content
     * @param stop whether to leave out the files that have not been read
     */
    static Lessons load(Path folder, Models models, Lessons before, BooleanSupplier stop) {
        Path files = folder.resolve(LANGUAGE);
        try {
            return load(files, files(files), models, before, stop);
        } catch (IOException e) {
            return new Lessons(
                    before.lessons,
                    before.glossary,
                    before.guide,
                    before.waiting,
                    List.of(problem(files, new Constraint("folder"), files.toString())));
        }
    }

    private static Lessons load(Path files, List<Path> paths, Models models, Lessons before, BooleanSupplier stop) {
        List<Lesson> lessons = new ArrayList<>();
        List<WaitingLesson> waiting = new ArrayList<>();
        List<LessonProblem> problems = new ArrayList<>();
        Set<String> slugs = new HashSet<>();
        Path guideFile = files.resolve(GuideFile.NAME);
        Glossary glossary = glossary(files, problems, before);
        Optional<TeachingGuide> guide = Files.exists(guideFile)
                ? read(guideFile, problems, text -> GuideFile.read(guideFile, text, glossary))
                        .or(() -> before.guide)
                : Optional.empty();
        for (Path path : paths) {
            if (stop.getAsBoolean()) {
                break;
            }
            Optional<Found> read = read(path, problems, text -> found(path, text, models, glossary));
            Optional<Lesson> lessonNow = read.flatMap(Found::lesson).or(() -> before.of(path));
            if (lessonNow.isEmpty()) {
                read.flatMap(Found::waiting).ifPresent(waiting::add);
            }
            lessonNow.ifPresent(lesson -> {
                if (slugs.add(lesson.slug())) {
                    lessons.add(lesson);
                } else {
                    problems.add(problem(path, new Constraint("own-id"), lesson.slug()));
                }
            });
        }
        return new Lessons(lessons, glossary, guide, waiting, problems);
    }

    private static Glossary glossary(Path files, List<LessonProblem> problems, Lessons before) {
        Path path = files.resolve(GlossaryFile.NAME);
        return Files.exists(path)
                ? read(path, problems, text -> GlossaryFile.read(path, text)).orElse(before.glossary)
                : Glossary.EMPTY;
    }

    /**
     * The glossary of a folder, and the titles in the first lines of its lessons, without checking the lessons: one with a problem is
     * there as well.
     */
    static CourseOutline outline(Path folder) {
        Path files = folder.resolve(LANGUAGE);
        Glossary glossary = glossary(files, new ArrayList<>(), NONE);
        try {
            return new CourseOutline(
                    glossary,
                    files(files).stream()
                            .flatMap(path -> read(path, new ArrayList<>(), text -> LessonFile.title(path, text))
                                    .flatMap(title -> title)
                                    .stream())
                            .toList());
        } catch (IOException e) {
            return new CourseOutline(glossary, List.of());
        }
    }

    /** A lesson, or one that waits for models; neither if the file has a problem. */
    private record Found(Optional<Lesson> lesson, Optional<WaitingLesson> waiting) {}

    private static Checked<Found> found(Path path, String text, Models models, Glossary glossary) {
        Checked<Optional<Lesson>> read = LessonFile.read(path, text, models, glossary);
        Optional<WaitingLesson> waiting =
                read.problems().isEmpty() ? Optional.empty() : LessonFile.waiting(path, text, read.problems());
        return new Checked<>(new Found(read.content(), waiting), waiting.isPresent() ? List.of() : read.problems());
    }

    /** What a reader makes of a file; nothing if it is not a text file. */
    private static <T> Optional<T> read(Path path, List<LessonProblem> problems, Function<String, Checked<T>> reader) {
        try {
            Checked<T> read = reader.apply(Files.readString(path));
            problems.addAll(read.problems());
            return Optional.of(read.content());
        } catch (IOException e) {
            problems.add(
                    problem(path, new Constraint("utf-8"), path.getFileName().toString()));
            return Optional.empty();
        }
    }

    private static LessonProblem problem(Path path, Constraint constraint, String value) {
        return new LessonProblem(path.toString(), 1, new InvalidValueException("file", constraint, value));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(file -> !NO_LESSONS.contains(file.getFileName().toString()))
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

    /** The lessons that run on models that are not loaded. */
    public List<WaitingLesson> waiting() {
        return waiting;
    }

    public Optional<WaitingLesson> findWaiting(String slug) {
        return waiting.stream().filter(lesson -> lesson.slug().equals(slug)).findFirst();
    }

    /** What is wrong with the files, besides models that are not loaded. */
    public List<LessonProblem> problems() {
        return problems;
    }
}
