package logitlab.lesson;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the words of the course mean, by their names.
 *
 * <pre>
 * glossary.find("logit")   is the term "Logit" with its meaning
 * </pre>
 */
public record Glossary(List<Term> terms) {

    static final Glossary EMPTY = new Glossary(List.of());

    /**
     * One word and what it means.
     *
     * @param slug its link: {@code /glossary#slug}
     */
    public record Term(String slug, String name, String html) {}

    public Glossary {
        terms = List.copyOf(terms);
    }

    public Optional<Term> find(String slug) {
        return terms.stream().filter(term -> term.slug().equals(slug)).findFirst();
    }

    Set<String> slugs() {
        return terms.stream()
                .map(Term::slug)
                .filter(slug -> !slug.isEmpty())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }
}
