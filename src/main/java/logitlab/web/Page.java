package logitlab.web;

import java.util.Optional;

/** What every whole page has beside its content: see {@code layout.jte}. */
public interface Page extends View {

    /** The title in the browser's tab, without the site's name. */
    String title();

    /** What the page shows, in one sentence, for link previews. */
    String description();

    /** The part of the site that the navigation marks: {@code play}, {@code inside}, {@code lessons} or nothing. */
    String section();

    /** What a link to the page shows of it elsewhere, besides the words; nothing for an error. */
    default Optional<Preview> preview() {
        return Optional.empty();
    }

    default Assets assets() {
        return Assets.INSTANCE;
    }
}
