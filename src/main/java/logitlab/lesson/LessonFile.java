package logitlab.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.model.Models;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * One lesson file, read and checked: front matter, then sections of prose and blocks.
 *
 * <p>Reading goes on behind a problem, so that a writer hears of all of them at once.
 */
final class LessonFile {

    private static final Pattern NAME = Pattern.compile("(\\d\\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\\.md");
    private static final Pattern TITLE = Pattern.compile("(.+?)\\s*\\{#([^}]*)}");
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String FENCE = "---";
    private static final List<String> FRONT_MATTER = List.of("title", "summary", "minutes", "able", "needs");
    private static final Range MINUTES = Range.of(1, 120);
    private static final int MOST_SENTENCES = 10;

    private final String file;
    private final Models models;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<Anchor> anchors = new ArrayList<>();

    /** How many lines, those of the front matter, stand above the Markdown. */
    private int before;

    private LessonFile(String file, Models models) {
        this.file = file;
        this.models = models;
    }

    /** What a file became: a lesson, or the problems that are in the way. */
    record Result(Optional<Lesson> lesson, List<Problem> problems) {}

    /** A link within the lesson, to be checked once all ids are known. */
    private record Anchor(int line, String id) {}

    static Result read(Path path, String text, Models models) {
        LessonFile file = new LessonFile(path.toString(), models);
        Optional<Lesson> lesson = file.lesson(
                path.getFileName().toString(), text.replace("\r\n", "\n").replaceFirst("^\uFEFF", ""));
        return new Result(file.problems.isEmpty() ? lesson : Optional.empty(), List.copyOf(file.problems));
    }

    private Optional<Lesson> lesson(String name, String text) {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            report(1, new InvalidValue("file", new Rule("lesson-file-name"), name));
            return Optional.empty();
        }
        try {
            Yaml front = frontMatter(text);
            List<Section> sections = sections(text.lines().skip(before).collect(Collectors.joining("\n")));
            checkAnchors();
            return lesson(Integer.parseInt(named.group(1)), named.group(2), front, sections);
        } catch (BrokenLesson broken) {
            problems.add(broken.problem());
            return Optional.empty();
        }
    }

    private Optional<Lesson> lesson(int number, String slug, Yaml front, List<Section> sections) {
        return tried(front, words -> {
            words.allow(FRONT_MATTER);
            return new Lesson(
                    number,
                    slug,
                    words.text("title"),
                    words.text("summary"),
                    words.whole("minutes", MINUTES),
                    words.list("able", 1, MOST_SENTENCES),
                    words.list("needs"),
                    sections.get(0).parts(),
                    sections.subList(1, sections.size()));
        });
    }

    /** What a parser makes of a block's words; where a word is wrong, the problem is kept. */
    private <T> Optional<T> tried(Yaml yaml, Function<BlockWords, T> parser) {
        try {
            return Optional.of(parser.apply(yaml.words()));
        } catch (InvalidValue invalid) {
            problems.add(yaml.problem(invalid));
            return Optional.empty();
        }
    }

    private Yaml frontMatter(String text) {
        List<String> lines = text.lines().toList();
        int end = lines.isEmpty() || !lines.get(0).equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).indexOf(FENCE);
        if (end < 0) {
            throw new BrokenLesson(new Problem(
                    file,
                    1,
                    new InvalidValue("front matter", new Rule("required"), lines.isEmpty() ? "" : lines.get(0))));
        }
        before = end + 2;
        return Yaml.parse(file, String.join("\n", lines.subList(1, end + 1)), 1);
    }

    /** The sections, above them one without a slug for what comes before the first. */
    private List<Section> sections(String markdown) {
        List<Section> sections = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        String slug = "";
        String title = "";
        for (Node node = Markdown.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
            Markdown.check(
                    node, (where, invalid) -> report(line(where), invalid), (where, to) -> anchor(line(where), to));
            Optional<String> info = node instanceof FencedCodeBlock
                    ? Optional.ofNullable(((FencedCodeBlock) node).getInfo())
                    : Optional.empty();
            if (node instanceof Heading && ((Heading) node).getLevel() == 2) {
                flush(prose, parts);
                sections.add(new Section(slug, title, parts));
                parts = new ArrayList<>();
                String[] named = heading((Heading) node);
                title = named[0];
                slug = named[1];
            } else if (info.filter(word -> word.matches("(widget|exercise)\\b.*"))
                    .isPresent()) {
                flush(prose, parts);
                block((FencedCodeBlock) node).ifPresent(parts::add);
            } else if (info.filter("formula"::equals).isPresent()) {
                prose.append(formula((FencedCodeBlock) node));
            } else {
                prose.append(Markdown.html(node));
            }
        }
        flush(prose, parts);
        sections.add(new Section(slug, title, parts));
        return sections;
    }

    private static void flush(StringBuilder prose, List<Part> parts) {
        if (prose.length() > 0) {
            parts.add(new Prose(prose.toString()));
            prose.setLength(0);
        }
    }

    /** Title and slug of a section. */
    private String[] heading(Heading heading) {
        String text = TextContentRenderer.builder().build().render(heading).strip();
        Matcher title = TITLE.matcher(text);
        if (!title.matches()) {
            report(line(heading), new InvalidValue("section", new Rule("title-and-slug"), text));
            return new String[] {text, ""};
        }
        id(line(heading), "section", title.group(2));
        return new String[] {title.group(1), title.group(2)};
    }

    /** Each section and block has an id of its own, since links name it. */
    private void id(int line, String field, String id) {
        if (!SLUG.matcher(id).matches()) {
            report(line, new InvalidValue(field, new Rule("slug"), id));
        } else if (!ids.add(id)) {
            report(line, new InvalidValue(field, new Rule("own-id"), id));
        }
    }

    private Optional<? extends Part> block(FencedCodeBlock fence) {
        String[] info = fence.getInfo().strip().split("\\s+", 2);
        String kind = info.length == 1 ? "" : info[1];
        int line = line(fence);
        try {
            Yaml yaml = Yaml.parse(file, fence.getLiteral(), line);
            yaml.words().find("id").ifPresent(id -> id(yaml.line("id"), "id", id));
            return tried(
                    yaml,
                    words -> info[0].equals("widget")
                            ? Blocks.widget(kind, words, models)
                            : Blocks.exercise(kind, words, models));
        } catch (BrokenLesson broken) {
            problems.add(broken.problem());
            return Optional.empty();
        }
    }

    private String formula(FencedCodeBlock fence) {
        try {
            return Formula.html(fence.getLiteral());
        } catch (InvalidValue invalid) {
            report(line(fence), invalid);
            return "";
        }
    }

    private void anchor(int line, String address) {
        int sign = address.indexOf('#');
        if (sign >= 0 && (sign == 0 || address.startsWith("?"))) {
            anchors.add(new Anchor(line, address.substring(sign + 1)));
        }
    }

    /** A link within the lesson must lead somewhere. */
    private void checkAnchors() {
        for (Anchor anchor : anchors) {
            if (!ids.contains(anchor.id())) {
                report(
                        anchor.line(),
                        new InvalidValue("link", new Rule("one-of", String.join(", ", ids)), anchor.id()));
            }
        }
    }

    /** The line of the file on which a node begins, counted from 1. */
    private int line(Node node) {
        return before + Markdown.line(node) + 1;
    }

    private void report(int line, InvalidValue invalid) {
        problems.add(new Problem(file, line, invalid));
    }
}
