package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.model.Token;
import logitlab.web.TokenText;

/**
 * One token of a lane's text.
 *
 * @param text with spaces and newlines visible
 * @param step the step that chose it; empty for a token of the prompt
 * @param state {@code prompt}, {@code before}, {@code here} or {@code after} the step looked at
 * @param breaks whether the line ends after it, as it does in the text
 */
public record Chip(int id, String text, OptionalInt step, String state, boolean breaks) {

    static List<Chip> all(Play play, Lane lane) {
        Prefix prefix = lane.prompt().plus(lane.ids());
        List<Token> tokens = lane.model().tokenizer().tokens(prefix);
        List<Chip> chips = new ArrayList<>();
        for (int position = 0; position < tokens.size(); position++) {
            chips.add(of(play, tokens.get(position), position - lane.prompt().size()));
        }
        return chips;
    }

    private static Chip of(Play play, Token token, int step) {
        int at = play.link().at();
        String state = step < 0 ? "prompt" : step < at ? "before" : step == at ? "here" : "after";
        return new Chip(
                token.id(),
                TokenText.visible(token),
                step < 0 ? OptionalInt.empty() : OptionalInt.of(step),
                state,
                token.text().endsWith("\n"));
    }

    public boolean here() {
        return state.equals("here");
    }
}
