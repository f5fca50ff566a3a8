package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.model.text.Token;
import logitlab.web.view.TokenText;

/**
 * One token of a lane's text.
 *
 * @param text with spaces and newlines visible
 * @param step the step that chose it; empty if it belongs to the prompt
 * @param state {@code start} for a start token, {@code prompt}, {@code before}, {@code here} or {@code after} the current step
 * @param special whether it is a special token and no start token
 * @param forced whether a person chose it
 * @param breaks whether the line ends after it, as it does in the text
 */
public record TokenChip(
        int id, String text, OptionalInt step, String state, boolean special, boolean forced, boolean breaks) {

    static List<TokenChip> all(OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        Prefix prefix = lane.prompt().plus(lane.ids());
        List<Token> tokens = lane.model().tokenizer().tokens(prefix);
        List<TokenChip> chips = new ArrayList<>();
        int start = lane.model().startTokens(prefix);
        for (int position = 0; position < tokens.size(); position++) {
            int step = position - lane.prompt().size();
            chips.add(of(
                    tokens.get(position),
                    step,
                    position < start ? "start" : state(step, play.link().at()),
                    play.forcedSteps(name).contains(step)));
        }
        return chips;
    }

    static String state(int step, int at) {
        return step < 0 ? "prompt" : step < at ? "before" : step == at ? "here" : "after";
    }

    private static TokenChip of(Token token, int step, String state, boolean forced) {
        return new TokenChip(
                token.id(),
                TokenText.visible(token),
                step < 0 ? OptionalInt.empty() : OptionalInt.of(step),
                state,
                token.special() && !state.equals("start"),
                forced,
                token.text().endsWith("\n"));
    }

    /** Whether it was added before the typed text. */
    public boolean start() {
        return state.equals("start");
    }

    public boolean here() {
        return state.equals("here");
    }
}
