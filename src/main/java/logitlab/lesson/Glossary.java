package logitlab.lesson;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The terms of the course and their meanings.
 *
 * <pre>
 * glossary.find("logit")   is the term "Logit" with its meaning
 * </pre>
 */
public record Glossary(List<Term> terms) {

    public static final Glossary EMPTY = new Glossary(List.of());

    /**
     * One term with its meaning.
     *
     * @param slug as in {@code /glossary#slug}
     */
    public record Term(String slug, String name, String html) {}

    public Glossary {
        terms = List.copyOf(terms);
    }

    public Optional<Term> find(String slug) {
        return terms.stream().filter(term -> term.slug().equals(slug)).findFirst();
    }

    public Set<String> slugs() {
        return terms.stream()
                .map(Term::slug)
                .filter(slug -> !slug.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
