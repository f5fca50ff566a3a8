package logitlab.lesson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.Goldens;

/**
 * The file of a lesson, and the claims that a test has found in it. Where the file makes a claim with other figures, the test fails;
 * with {@code -Dgoldens=write} the figures in the file are replaced instead, if exactly one place fits.
 *
 * <pre>
 * says(body, "`mat` has %s.", "59.13%")   turns “`mat` has 61.02%.” into “`mat` has 59.13%.”
 * </pre>
 *
 * All positions are those of the file as it was read.
 */
final class ClaimedText {

    /** Stands in a view for each character that its claims pass over. */
    private static final char HIDDEN = '\uE000';

    private static final String NUMBER = "(?<![\\d−])(?<!\\d[.,])−?\\d+(?:,\\d{3})*(?:\\.\\d+)?";
    private static final String WHOLE_NUMBER = NUMBER + "(?!\\d)(?!\\.\\d)(?!,\\d{3})";
    private static final String CODE = "`[^`\n" + HIDDEN + "]+`";
    private static final String ANY_TEXT = "[^|\n" + HIDDEN + "]+?";

    private static final Pattern NUMBERS = Pattern.compile(NUMBER);
    private static final Pattern FIGURE = Pattern.compile("(?<number>" + NUMBER + ")|" + CODE);
    private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?[sd]|%%");
    private static final Pattern LINK = Pattern.compile("(\\[)[^\\]]*(]\\([^)]*\\))");

    private final Path file;
    private final boolean writes;
    private final String source;
    private final BitSet said = new BitSet();
    private final Map<Integer, Edit> edits = new TreeMap<>();
    private final List<String> open = new ArrayList<>();

    ClaimedText(Path file, boolean writes) {
        this.file = file;
        this.writes = writes;
        try {
            this.source = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClaimedText lesson(String file) {
        return new ClaimedText(Path.of("lessons/en", file), Goldens.WRITE);
    }

    String source() {
        return source;
    }

    /** A claim, with its figures in the order in which the text has them; one more piece of text than figures. */
    private record Claim(List<String> texts, List<String> figures) {

        static Claim of(String format, Object... values) {
            List<String> texts = new ArrayList<>();
            List<String> figures = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            Matcher placeholder = PLACEHOLDER.matcher(format);
            int next = 0;
            int from = 0;
            while (placeholder.find()) {
                text.append(format, from, placeholder.start());
                from = placeholder.end();
                if (placeholder.group().equals("%%")) {
                    text.append('%');
                    continue;
                }
                String place = placeholder.group(1);
                figures.add(String.valueOf(values[place == null ? next++ : Integer.parseInt(place) - 1]));
                texts.add(text.toString());
                text.setLength(0);
            }
            texts.add(text.append(format.substring(from)).toString());
            return new Claim(texts, figures);
        }

        /** Whether it is a whole row of a table. */
        boolean isRow() {
            return texts.get(0).startsWith("| ") && texts.get(figures.size()).endsWith(" |");
        }

        /** The claim with each figure replaced by what may stand in its place. */
        Pattern pattern(UnaryOperator<String> first, UnaryOperator<String> others) {
            StringBuilder regex = new StringBuilder(isRow() ? "(?m)^" : "");
            for (int i = 0; i < figures.size(); i++) {
                regex.append(literal(texts.get(i)))
                        .append(texts.get(i).isEmpty() ? "" : HIDDEN + "*")
                        .append('(')
                        .append((i == 0 ? first : others).apply(figures.get(i)))
                        .append(')')
                        .append(HIDDEN)
                        .append('*');
            }
            return Pattern.compile(regex + literal(texts.get(figures.size())) + (isRow() ? "$" : ""));
        }

        private static String literal(String text) {
            return text.codePoints()
                    .mapToObj(Character::toString)
                    .map(Pattern::quote)
                    .collect(Collectors.joining(HIDDEN + "*"));
        }

        /** The same words with other numbers and other tokens in code spans. */
        private static String alike(String figure) {
            StringBuilder regex = new StringBuilder();
            Matcher part = FIGURE.matcher(figure);
            int from = 0;
            while (part.find()) {
                regex.append(literal(figure.substring(from, part.start())))
                        .append(part.group("number") == null ? CODE : WHOLE_NUMBER);
                from = part.end();
            }
            return regex + literal(figure.substring(from));
        }

        /** Any text, or any number in place of a number. */
        private static String anything(String figure) {
            return figure.matches(NUMBER + "%?") ? alike(figure) : ANY_TEXT;
        }

        @Override
        public String toString() {
            return IntStream.range(0, figures.size())
                            .mapToObj(i -> texts.get(i) + figures.get(i))
                            .collect(Collectors.joining())
                    + texts.get(figures.size());
        }
    }

    /** New text for a part of the file. */
    private record Edit(int from, int to, String text) {

        boolean meets(Edit other) {
            return from < other.to && other.from < to && !equals(other);
        }
    }

    /** The file with everything hidden that matches, and the brackets and addresses of links. */
    String without(Pattern hidden) {
        StringBuilder view = new StringBuilder(source);
        hidden.matcher(source).results().forEach(match -> hide(view, match.start(), match.end()));
        LINK.matcher(source).results().forEach(link -> {
            hide(view, link.start(1), link.end(1));
            hide(view, link.start(2), link.end(2));
        });
        return view.toString();
    }

    /** The file with everything hidden that does not match, and the brackets and addresses of links. */
    String only(Pattern shown) {
        String all = without(Pattern.compile("(?!)"));
        StringBuilder view = new StringBuilder(all);
        hide(view, 0, all.length());
        shown.matcher(source)
                .results()
                .forEach(match -> view.replace(match.start(), match.end(), all.substring(match.start(), match.end())));
        return view.toString();
    }

    private static void hide(StringBuilder view, int from, int to) {
        view.replace(from, to, Character.toString(HIDDEN).repeat(to - from));
    }

    /** Asserts that the view contains this text with these figures in place of {@code %s} and {@code %d}, or writes them into it. */
    void says(String view, String format, Object... figures) {
        Claim claim = Claim.of(format, figures);
        List<MatchResult> places = places(view, claim.pattern(Claim::literal, Claim::literal));
        if (!places.isEmpty()) {
            places.forEach(this::cover);
            return;
        }
        places = places(view, claim.pattern(Claim::alike, Claim::alike));
        if (places.isEmpty()) {
            places = places(view, claim.pattern(claim.isRow() ? Claim::alike : Claim::anything, Claim::anything));
        }
        List<MatchResult> chosen = choose(claim, places);
        if (writes && !chosen.isEmpty() && write(claim, chosen)) {
            return;
        }
        String problem = problem(claim, places);
        if (!writes) {
            throw new AssertionError(problem);
        }
        open.add(problem);
    }

    private static List<MatchResult> places(String view, Pattern claim) {
        return claim.matcher(view).results().toList();
    }

    private void cover(MatchResult place) {
        said.set(place.start(), place.end());
    }

    /**
     * The place that the claim means, or all of them if they say the same; empty if that is open. A place that another claim has
     * covered is not meant. Of several, the one with the same first figure is meant, such as the first cell of a row, and then the
     * one with the most equal figures. Rows of one table that share none with the claim are taken in their order.
     */
    private List<MatchResult> choose(Claim claim, List<MatchResult> places) {
        List<MatchResult> free = places.stream()
                .filter(place -> said.nextClearBit(place.start()) < place.end())
                .toList();
        List<MatchResult> left = free.isEmpty() ? places : free;
        if (sayTheSame(left)) {
            return left;
        }
        List<MatchResult> first = left.stream()
                .filter(place -> place.group(1).equals(claim.figures().get(0)))
                .toList();
        if (first.isEmpty()) {
            return claim.isRow() && inOneTable(left) ? left.subList(0, 1) : List.of();
        }
        long most = first.stream()
                .mapToLong(place -> equalFigures(claim, place))
                .max()
                .orElseThrow();
        List<MatchResult> closest = first.stream()
                .filter(place -> equalFigures(claim, place) == most)
                .toList();
        return sayTheSame(closest) ? closest : List.of();
    }

    private static boolean sayTheSame(List<MatchResult> places) {
        return places.stream().map(ClaimedText::figures).distinct().count() <= 1;
    }

    private static List<String> figures(MatchResult place) {
        return IntStream.rangeClosed(1, place.groupCount())
                .mapToObj(place::group)
                .toList();
    }

    private static long equalFigures(Claim claim, MatchResult place) {
        return IntStream.range(0, claim.figures().size())
                .filter(i -> claim.figures().get(i).equals(place.group(i + 1)))
                .count();
    }

    private boolean inOneTable(List<MatchResult> rows) {
        return source.substring(rows.get(0).start(), rows.get(rows.size() - 1).end())
                .lines()
                .allMatch(line -> line.startsWith("|"));
    }

    /** Writes the figures into the file; false if another claim wants other text in the same place. */
    private boolean write(Claim claim, List<MatchResult> places) {
        List<Edit> figures = places.stream()
                .flatMap(place -> IntStream.range(0, claim.figures().size())
                        .mapToObj(i -> new Edit(
                                place.start(i + 1),
                                place.end(i + 1),
                                claim.figures().get(i))))
                .toList();
        if (figures.stream().anyMatch(figure -> edits.values().stream().anyMatch(figure::meets))) {
            return false;
        }
        figures.forEach(figure -> edits.put(figure.from(), figure));
        places.forEach(this::cover);
        StringBuilder text = new StringBuilder(source);
        edits.values().stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> text.replace(edit.from(), edit.to(), edit.text()));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private String problem(Claim claim, List<MatchResult> places) {
        return file + " does not say: " + claim
                + (places.isEmpty() ? "\n  Nothing there is like it." : "")
                + places.stream()
                        .map(place -> "\n  Line " + line(place) + " says: " + plain(place.group()))
                        .collect(Collectors.joining());
    }

    private long line(MatchResult place) {
        return source.substring(0, place.start()).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The numbers of a view that no claim covers; throws an error with the claims for which no place was found. */
    List<MatchResult> unsaidNumbers(String view) {
        if (!open.isEmpty()) {
            throw new AssertionError(String.join("\n", open));
        }
        return NUMBERS.matcher(view)
                .results()
                .filter(number -> said.nextClearBit(number.start()) < number.end())
                .toList();
    }

    /** A part of a view without what is hidden. */
    static String plain(String view) {
        return view.replace(Character.toString(HIDDEN), "");
    }
}
