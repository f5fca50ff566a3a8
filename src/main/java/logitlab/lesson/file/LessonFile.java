package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonGroup;
import logitlab.lesson.LessonPart;
import logitlab.lesson.MapStation;
import logitlab.lesson.Prose;
import logitlab.lesson.Section;
import logitlab.lesson.TeacherNote;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.exercise.ExerciseKinds;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.WidgetKinds;
import logitlab.model.Models;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * Reads and checks one lesson file: front matter, then sections of prose and blocks.
 *
 * <p>Reading continues after a problem, so that an author learns of all problems at once.
 */
final class LessonFile {

    private static final Pattern NAME = Pattern.compile("(\\d\\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\\.md");
    private static final String FENCE = "---";
    private static final List<String> FRONT_MATTER =
            List.of("title", "summary", "idea", "minutes", "group", "path", "map", "able", "needs");
    private static final String HOUR = "hour";
    private static final Range MINUTES = Range.of(1, 120);
    private static final int MOST_SENTENCES = 10;

    private final String file;
    private final Models models;
    private final ProblemCollector problems;
    private final LinkChecker links;
    private final ProseRenderer text;
    private final List<TeacherNote> teacher = new ArrayList<>();

    /** The number of lines above the Markdown: those of the front matter. */
    private int before;

    /** How many objectives the front matter states. */
    private int objectives;

    private LessonFile(String file, Models models) {
        this.file = file;
        this.models = models;
        this.problems = new ProblemCollector(file);
        this.links = new LinkChecker(problems);
        this.text = new ProseRenderer(problems, links);
    }

    /**
     * Reads a lesson; a file with a problem has none.
     *
     * @param glossary the terms that the lesson can link to
     */
    static Checked<Optional<Lesson>> read(Path path, String text, Models models, Glossary glossary) {
        LessonFile file = new LessonFile(path.toString(), models);
        Optional<Lesson> lesson = file.lesson(path.getFileName().toString(), Markdown.lines(text), glossary);
        return new Checked<>(file.problems.isEmpty() ? lesson : Optional.empty(), file.problems.all());
    }

    /** The title in the front matter; empty if it cannot be read. */
    static Checked<Optional<CourseOutline.Title>> title(Path path, String text) {
        Matcher named = NAME.matcher(path.getFileName().toString());
        if (!named.matches()) {
            return new Checked<>(Optional.empty(), List.of());
        }
        try {
            String file = path.toString();
            String front = String.join("\n", frontLines(file, Markdown.lines(text)));
            String title = YamlBlock.parse(file, front, 1).values().text("title");
            return new Checked<>(
                    Optional.of(new CourseOutline.Title(Integer.parseInt(named.group(1)), named.group(2), title)),
                    List.of());
        } catch (LessonFormatException | InvalidValueException broken) {
            return new Checked<>(Optional.empty(), List.of());
        }
    }

    /**
     * The lesson of a file in which nothing is wrong but that models are missing.
     *
     * @param problems what {@link #read} found, at least one
     */
    static Optional<WaitingLesson> waiting(Path path, String text, List<LessonProblem> problems) {
        Matcher named = NAME.matcher(path.getFileName().toString());
        if (!named.matches() || !problems.stream().allMatch(WaitingLesson::isMissingModel)) {
            return Optional.empty();
        }
        String file = path.toString();
        BlockValues front = YamlBlock.parse(file, String.join("\n", frontLines(file, Markdown.lines(text))), 1)
                .values();
        return Optional.of(new WaitingLesson(
                named.group(2),
                front.text("title"),
                front.text("summary"),
                problems.stream()
                        .map(problem -> problem.invalid().value())
                        .distinct()
                        .toList(),
                problems));
    }

    private Optional<Lesson> lesson(String name, String text, Glossary glossary) {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            problems.report(1, "file", "lesson-file-name", name);
            return Optional.empty();
        }
        try {
            YamlBlock front = frontMatter(text);
            objectives = front.values().list("able").size();
            List<Section> sections =
                    sections(text.lines().skip(before).collect(Collectors.joining("\n")), "/lessons/" + named.group(2));
            links.check(glossary.slugs());
            return lesson(Integer.parseInt(named.group(1)), named.group(2), front, sections);
        } catch (LessonFormatException broken) {
            problems.add(broken.problem());
            return Optional.empty();
        }
    }

    private Optional<Lesson> lesson(int number, String slug, YamlBlock front, List<Section> sections) {
        return tried(front, values -> {
            values.allow(FRONT_MATTER);
            return new Lesson(
                    number,
                    slug,
                    values.text("title"),
                    values.text("summary"),
                    values.find("idea"),
                    values.whole("minutes", MINUTES),
                    values.oneOf("group", List.of(LessonGroup.values()), LessonGroup::key),
                    values.find("path").isPresent()
                            && values.oneOf("path", List.of(HOUR)).equals(HOUR),
                    map(values),
                    values.list("able", 1, MOST_SENTENCES),
                    values.list("needs"),
                    sections.get(0).parts(),
                    sections.subList(1, sections.size()),
                    teacher,
                    links.terms());
        });
    }

    /** One station, or a list of them; they are shown in the order of the way. */
    private static List<MapStation> map(BlockValues values) {
        List<MapStation> stations = List.of(MapStation.values());
        if (values.find("map").isPresent()) {
            return List.of(values.oneOf("map", stations, MapStation::key));
        }
        List<String> named =
                values.choices("map", stations.stream().map(MapStation::key).toList());
        return stations.stream()
                .filter(station -> named.contains(station.key()))
                .toList();
    }

    /** Applies a parser to the values of a block; a wrong value becomes a problem. */
    private <T> Optional<T> tried(YamlBlock yaml, Function<BlockValues, T> parser) {
        try {
            return Optional.of(parser.apply(yaml.values()));
        } catch (InvalidValueException invalid) {
            problems.add(yaml.problem(invalid));
            return Optional.empty();
        }
    }

    private YamlBlock frontMatter(String text) {
        List<String> lines = frontLines(file, text);
        before = lines.size() + 2;
        return YamlBlock.parse(file, String.join("\n", lines), 1);
    }

    /** The lines between the first two fences. */
    private static List<String> frontLines(String file, String text) {
        List<String> lines = text.lines().toList();
        int end = lines.isEmpty() || !lines.get(0).equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).indexOf(FENCE);
        if (end < 0) {
            throw new LessonFormatException(new LessonProblem(
                    file,
                    1,
                    new InvalidValueException(
                            "front matter", new Constraint("required"), lines.isEmpty() ? "" : lines.get(0))));
        }
        return lines.subList(1, end + 1);
    }

    /** All sections; the first one, which has no slug, is the text above the first heading. */
    private List<Section> sections(String markdown, String page) {
        List<Section> sections = new ArrayList<>();
        List<LessonPart> parts = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        SectionHeading title = SectionHeading.NONE;
        for (Node node = Markdown.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
            Optional<String> info = ProseRenderer.info(node);
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                flush(prose, parts);
                sections.add(new Section(title.slug(), title.text(), parts));
                parts = new ArrayList<>();
                text.check(heading, before);
                title = SectionHeading.of(heading, line(heading), "section", problems, links);
            } else if (info.filter(text -> text.matches("(widget|exercise)\\b.*"))
                    .isPresent()) {
                flush(prose, parts);
                block((FencedCodeBlock) node).ifPresent(parts::add);
            } else if (info.filter(text -> text.matches("teacher\\b.*")).isPresent()) {
                FencedCodeBlock fence = (FencedCodeBlock) node;
                String html = text.plain(fence.getLiteral(), line(fence), page);
                teacher.add(new TeacherNote(title.slug(), ProseRenderer.title(fence), html));
            } else {
                prose.append(text.html(node, before));
            }
        }
        flush(prose, parts);
        sections.add(new Section(title.slug(), title.text(), parts));
        return sections;
    }

    private static void flush(StringBuilder prose, List<LessonPart> parts) {
        if (prose.length() > 0) {
            parts.add(new Prose(prose.toString()));
            prose.setLength(0);
        }
    }

    private Optional<? extends LessonPart> block(FencedCodeBlock fence) {
        String[] info = fence.getInfo().strip().split("\\s+", 2);
        String kind = info.length == 1 ? "" : info[1];
        int line = line(fence);
        try {
            YamlBlock yaml = YamlBlock.parse(file, fence.getLiteral(), line);
            yaml.values().find("id").ifPresent(id -> links.id(yaml.line("id"), "id", id));
            return tried(
                    yaml,
                    values -> info[0].equals("widget")
                            ? WidgetKinds.parse(kind, values, models)
                            : exercise(kind, values));
        } catch (LessonFormatException broken) {
            problems.add(broken.problem());
            return Optional.empty();
        }
    }

    private Exercise exercise(String kind, BlockValues values) {
        Exercise exercise = ExerciseKinds.parse(kind, values, models);
        if (exercise.text().objective() > objectives) {
            throw new InvalidValueException(
                    "objective", new Constraint("from-to", 1, objectives), values.text("objective"));
        }
        return exercise;
    }

    /** The first line of a node in the file, from 1. */
    private int line(Node node) {
        return ProseRenderer.line(node, before);
    }
}
