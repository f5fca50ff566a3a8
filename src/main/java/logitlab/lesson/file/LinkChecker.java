package logitlab.lesson.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** The ids of one file, and its links to them and to the glossary; they are checked when the whole file has been read. */
final class LinkChecker {

    /** How a link to a term begins. */
    static final String TERM = "/glossary#";

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final ProblemCollector problems;
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<Link> anchors = new ArrayList<>();
    private final List<Link> terms = new ArrayList<>();

    LinkChecker(ProblemCollector problems) {
        this.problems = problems;
    }

    /** A link to {@code id} on a line of the file. */
    private record Link(int line, String id) {}

    /** The id of each section, block and term must be unique because links name it. */
    void id(int line, String field, String id) {
        if (!SLUG.matcher(id).matches()) {
            problems.report(line, field, "slug", id);
        } else if (!ids.add(id)) {
            problems.report(line, field, "own-id", id);
        }
    }

    void to(int line, String address) {
        int sign = address.indexOf('#');
        if (address.startsWith(TERM)) {
            terms.add(new Link(line, address.substring(TERM.length())));
        } else if (sign >= 0 && (sign == 0 || address.startsWith("?"))) {
            anchors.add(new Link(line, address.substring(sign + 1)));
        }
    }

    /** Reports links within the file that lead nowhere, and links to terms that the glossary does not have. */
    void check(Set<String> knownTerms) {
        check(anchors, "link", ids);
        check(terms, "term", knownTerms);
    }

    private void check(List<Link> links, String field, Set<String> known) {
        for (Link link : links) {
            if (!known.contains(link.id())) {
                problems.report(
                        link.line(),
                        new InvalidValueException(
                                field, new Constraint("one-of", String.join(", ", known)), link.id()));
            }
        }
    }

    /** The terms that the file links to, in the order of their first links. */
    List<String> terms() {
        return terms.stream().map(Link::id).distinct().toList();
    }
}
