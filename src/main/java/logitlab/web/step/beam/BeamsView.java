package logitlab.web.step.beam;

import java.util.List;
import logitlab.decoding.beam.BeamStep;
import logitlab.model.text.Tokenizer;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * The texts of a beam search at one step.
 *
 * @param id what the id of the table begins with
 * @param caption of the table
 * @param sentence how many of them stay
 * @param rows best first by log probability
 * @param ended the texts that had ended by then, best first by score
 */
public record BeamsView(
        Messages messages, String id, String caption, String sentence, List<BeamRow> rows, List<BeamRow> ended)
        implements View {

    /** @param shown the number that the page gives the step */
    public static BeamsView of(Messages messages, String id, Tokenizer tokenizer, BeamStep step, int shown) {
        long kept = step.candidates().stream()
                .filter(candidate -> candidate.fate() != BeamStep.Fate.DROPPED)
                .count();
        return new BeamsView(
                messages,
                id,
                messages.say("beam.caption", shown),
                messages.say("beam.kept", shown, step.candidates().size(), kept),
                step.candidates().stream()
                        .map(candidate -> BeamRow.of(messages, tokenizer, candidate))
                        .toList(),
                step.ended().stream()
                        .map(path -> BeamRow.of(messages, tokenizer, path))
                        .toList());
    }
}
