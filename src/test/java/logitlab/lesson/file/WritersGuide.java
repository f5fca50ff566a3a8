package logitlab.lesson.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.lesson.block.BlockValues;

/** {@code lessons/README.md} taken apart: its sections, the keys that their tables name, its examples. */
record WritersGuide(List<Section> sections, String wholeLesson) {

    private static final Pattern HEADING = Pattern.compile("^(#{2,4}) (.*)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(#([a-z0-9-]+)\\)(?!`)");

    /** A fenced block of a section, such as {@code widget softmax}. */
    record Example(Section section, String info, String yaml) {

        String kind() {
            return info.split(" ")[0];
        }

        String name() {
            return info.split(" ", 2)[1];
        }

        String id() {
            return YamlValues.of(yaml).text("id");
        }

        BlockValues values() {
            return YamlValues.of(yaml);
        }

        String block() {
            return "```" + info + "\n" + yaml + "```\n";
        }

        @Override
        public String toString() {
            return section.slug() + " " + info;
        }
    }

    /** @param above the sections that it stands in */
    record Section(String slug, List<Section> above, List<String> lines, List<Example> examples) {

        String text() {
            return String.join("\n", lines);
        }

        /** What stands in code in the first column of its tables. */
        Set<String> keys() {
            return lines.stream()
                    .filter(line -> line.startsWith("| `"))
                    .flatMap(line -> code(line.split(" \\| ")[0]).stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private List<String> linked() {
            return LINK.matcher(text()).results().map(link -> link.group(1)).toList();
        }
    }

    static WritersGuide read() {
        try {
            return of(Files.readAllLines(Path.of("lessons/README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WritersGuide of(List<String> lines) {
        Map<Integer, Section> open = new LinkedHashMap<>(); // the section of each level that the line stands in
        List<Section> sections = new ArrayList<>();
        StringBuilder lesson = new StringBuilder();
        Section section = new Section("", List.of(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < lines.size(); i++) {
            List<MatchResult> heading = HEADING.matcher(lines.get(i)).results().toList();
            String fence = lines.get(i).replaceFirst("[^`].*", "");
            if (fence.length() >= 3) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(fence);
                String inside = String.join("\n", lines.subList(i + 1, end)) + "\n";
                if (fence.length() > 3) {
                    lesson.append(inside);
                } else {
                    section.examples().add(new Example(section, lines.get(i).substring(3), inside));
                }
                i = end;
            } else if (!heading.isEmpty()) {
                int level = heading.get(0).group(1).length();
                open.keySet().removeIf(other -> other >= level);
                section = new Section(
                        slug(heading.get(0).group(2)),
                        List.copyOf(open.values()),
                        new ArrayList<>(),
                        new ArrayList<>());
                open.put(level, section);
                sections.add(section);
            } else {
                section.lines().add(lines.get(i));
            }
        }
        return new WritersGuide(sections, lesson.toString());
    }

    /** The address that a code host gives a heading. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    static List<String> code(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    List<Example> examples() {
        return sections.stream().flatMap(section -> section.examples().stream()).toList();
    }

    Section section(String slug) {
        return sections.stream()
                .filter(section -> section.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + slug));
    }

    /** The keys that a section's tables name, those above it, and those that it refers to. */
    Set<String> keysFor(Section section) {
        Set<String> keys = new LinkedHashSet<>(section.keys());
        List<Section> own = new ArrayList<>(section.above());
        own.add(section);
        for (Section each : own) {
            keys.addAll(each.keys());
            each.linked().forEach(slug -> keys.addAll(section(slug).keys()));
        }
        return keys;
    }

    /** What stands in code in a section, in those above it, and in those that it refers to. */
    Set<String> wordsFor(Section section) {
        Set<String> words = new LinkedHashSet<>(code(section.text()));
        for (Section each : section.above()) {
            words.addAll(code(each.text()));
        }
        section.linked().forEach(slug -> words.addAll(code(section(slug).text())));
        return words;
    }
}
