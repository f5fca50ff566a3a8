package logitlab.web;

import java.util.Optional;

/** What every whole page has beside its content: see {@code layout.jte}. */
public interface Page extends View {

    /** The title in the browser's tab, without the site's name. */
    String title();

    /** What the page shows, in one sentence, for link previews. */
    String description();

    /**
     * Where the page stands in the navigation: {@code play}, {@code inside}, {@code lessons}, a place below one of them such as
     * {@code lessons/glossary}, or nowhere, which is empty.
     */
    String section();

    /** How the navigation marks its link to {@code part}, as a value of {@code aria-current}; null where the page is elsewhere. */
    default String current(String part) {
        if (section().equals(part)) {
            return "page";
        }
        return section().startsWith(part + "/") ? "true" : null;
    }

    /** Whether the page shows numbers of a model, computed for it, as its foot then says. */
    default boolean computed() {
        return false;
    }

    /** What a link to the page shows of it elsewhere, besides the words; nothing for an error. */
    default Optional<Preview> preview() {
        return Optional.empty();
    }

    default Assets assets() {
        return Assets.INSTANCE;
    }
}
