package logitlab.web;

import java.util.Optional;

/** What every page has besides its content; see {@code layout.jte}. */
public interface Page extends View {

    /** The title in the browser's tab, without the site's name. */
    String title();

    /** What the page shows, in one sentence, for link previews. */
    String description();

    /**
     * The page's place in the navigation: {@code play}, {@code inside}, {@code lessons}, a place below one of them such as
     * {@code lessons/glossary}, or empty if it has none.
     */
    String section();

    /** How the navigation marks its link to {@code part}, as a value of {@code aria-current}; null if the page is elsewhere. */
    default String current(String part) {
        if (section().equals(part)) {
            return "page";
        }
        return section().startsWith(part + "/") ? "true" : null;
    }

    /** Whether the page shows numbers that a model computed for it, as its footer then says. */
    default boolean computed() {
        return false;
    }

    /** What a link to the page shows on other sites besides the words; empty for an error. */
    default Optional<PagePreview> preview() {
        return Optional.empty();
    }

    /**
     * What a visitor who sends a link to the page sends: {@code step}, {@code look}, {@code lesson}, {@code challenge},
     * {@code certificate} or {@code page}. The link to a step, a look or a lesson is the address that the browser shows.
     */
    default String sends() {
        return "page";
    }

    default Assets assets() {
        return Assets.INSTANCE;
    }
}
