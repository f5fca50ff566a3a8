package logitlab.web.lessons.picture;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.inside.drawing.VectorHeatmap;
import logitlab.web.step.StripBand;
import logitlab.web.view.BillLinks;
import logitlab.web.view.StartToken;

/**
 * One step of the loop as a picture: its stations in a ring, from the text to the next token, and an arrow from there back to the
 * text. On a narrow screen the ring is a column.
 *
 * @param back what goes back into the text, in words
 * @param ends whether the step ends the text, so that nothing goes back
 */
public record Circuit(Messages messages, List<Stop> stops, String back, boolean ends) implements View {

    /**
     * A station with what there is at this step.
     *
     * @param key names it in the style sheet
     * @param shape of a table of numbers, or what is done there
     * @param sentence what happens there
     * @param text the text so far, at the first station
     * @param values tokens with their figures
     * @param stripes the numbers of one vector
     * @param strip the intervals with the one that was hit
     */
    public record Stop(
            String key,
            String title,
            Optional<String> shape,
            String sentence,
            Optional<Written> text,
            List<Value> values,
            Optional<VectorHeatmap> stripes,
            Optional<Strip> strip) {

        Stop(String key, String title, Optional<String> shape, String sentence, List<Value> values) {
            this(key, title, shape, sentence, Optional.empty(), values, Optional.empty(), Optional.empty());
        }

        Stop with(VectorHeatmap vector) {
            return new Stop(key, title, shape, sentence, text, values, Optional.of(vector), strip);
        }

        Stop with(Strip line) {
            return new Stop(key, title, shape, sentence, text, values, stripes, Optional.of(line));
        }

        Stop with(Written written) {
            return new Stop(key, title, shape, sentence, Optional.of(written), values, stripes, strip);
        }
    }

    /** The prompt, and the tokens chosen after it. */
    public record Written(List<StartToken> start, String prompt, List<String> tokens) {}

    /**
     * A figure of a token, a layer or a vector.
     *
     * @param bar its length in percent; empty if it has no bar
     * @param bill of the logit, if that is the figure
     */
    public record Value(
            String of,
            String token,
            String figure,
            String bar,
            boolean chosen,
            boolean dropped,
            Optional<BillLinks.Link> bill) {

        Value(String of, String token, String figure) {
            this(of, token, figure, "", false, false);
        }

        Value(String of, String token, String figure, String bar, boolean chosen, boolean dropped) {
            this(of, token, figure, bar, chosen, dropped, Optional.empty());
        }
    }

    /** @param at the place of the draw in percent, {@code draw} the draw as a figure */
    public record Strip(StripBand band, String at, String draw) {}

    /** How many stations are side by side on a wide screen: half of them, so that the last is below the first. */
    public int columns() {
        return stops.size() / 2;
    }

    /** The middle of the first column, in percent of the width. */
    public String first() {
        return StripBand.percent(0.5 / columns());
    }

    /** The middle of the last column. */
    public String last() {
        return StripBand.percent(1 - 0.5 / columns());
    }
}
