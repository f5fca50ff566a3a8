package logitlab.web.preview;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.challenge.WrittenToken;
import logitlab.web.step.DrawView;

/**
 * The content of a picture for previews of a link: words above, a draw that falls through its lines, and a sentence below.
 *
 * @param site the name of the site
 * @param headline the words above
 * @param lane the letter of the lane whose colour the picture has
 * @param draw empty if the picture shows no draw
 * @param written the draws of a whole text, to be shown instead
 * @param sentence what happened, or what the page is about
 */
public record PreviewContent(
        String site,
        Headline headline,
        String lane,
        Optional<DrawView> draw,
        List<WrittenToken> written,
        String sentence) {

    /** What stands above the draw. */
    sealed interface Headline {}

    /** A page's title and its summary. */
    record Title(String title, String lead) implements Headline {}

    /**
     * A text and the token that was chosen after it.
     *
     * @param start the names of the start tokens before the text, which nobody typed
     * @param text on one line
     * @param token empty if none was chosen
     * @param spaced whether the token begins with a space, which {@code token} then lacks
     */
    record Story(List<String> start, String text, Optional<String> token, boolean spaced) implements Headline {}

    /** A page that is about more than one step. @param lead its summary */
    public static PreviewContent titled(
            String site, String title, String lead, Optional<DrawView> draw, String sentence) {
        return new PreviewContent(site, new Title(title, lead), "b", draw, List.of(), sentence);
    }

    /** A page about a text that a model wrote. @param lead its summary */
    public static PreviewContent written(
            String site, String title, String lead, List<WrittenToken> written, String sentence) {
        return new PreviewContent(site, new Title(title, lead), "a", Optional.empty(), written, sentence);
    }
}
