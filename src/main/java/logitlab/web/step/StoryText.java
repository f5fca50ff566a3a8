package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.model.text.Token;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;
import logitlab.web.view.StartToken;
import logitlab.web.view.TokenText;

/**
 * The text of a lane as people read it. The ink under each chosen word says how probable the model found it.
 *
 * @param start the tokens that the program added before the prompt
 * @param prompt as it was typed; of a chat, what the user says, without what the template writes around it
 * @param answers whether the words answer a chat
 * @param words the chosen tokens, up to the last one that the lane has
 */
public record StoryText(List<StartToken> start, String prompt, boolean answers, List<Word> words) {

    private static final int SHORT = 60;
    private static final int LONG = 240;

    /**
     * One chosen token.
     *
     * @param space the spaces and line breaks before it, which get no ink
     * @param depth how probable the model found it, 1 (under 1%) to 5 (50% and over)
     * @param state {@code before}, {@code here} or {@code after} the step looked at
     * @param special whether it is a special token
     * @param forced whether a person chose it
     * @param title the token and its model probability
     */
    public record Word(
            String space,
            String text,
            int step,
            int depth,
            String state,
            boolean special,
            boolean forced,
            String title) {}

    static StoryText of(Messages messages, OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        Prefix prompt = lane.prompt();
        List<Token> tokens = lane.model().tokenizer().tokens(prompt.plus(lane.ids()));
        String typed = tokens.subList(lane.model().startTokens(prompt), prompt.size()).stream()
                .map(TokenText::readable)
                .collect(Collectors.joining());
        List<Word> words = new ArrayList<>();
        for (int step = 0; step < lane.ids().size(); step++) {
            words.add(word(
                    messages,
                    tokens.get(prompt.size() + step),
                    step,
                    lane.probability(step),
                    TokenChip.state(step, play.link().at()),
                    play.forcedSteps(name).contains(step)));
        }
        return play.link().prompt().isConversation(lane.model())
                ? new StoryText(List.of(), play.link().prompt().text(), true, List.copyOf(words))
                : new StoryText(StartToken.all(messages, lane.model(), prompt), typed, false, List.copyOf(words));
    }

    private static Word word(
            Messages messages, Token token, int step, double probability, String state, boolean forced) {
        String text = TokenText.readable(token);
        String bare = text.stripLeading();
        return new Word(
                text.substring(0, text.length() - bare.length()),
                bare,
                step,
                StripBand.depth(probability),
                state,
                token.special(),
                forced,
                TokenText.visible(token) + ", " + Numbers.percent(probability)
                        + (forced ? ", " + messages.say("lane.by-hand") : ""));
    }

    /** {@code short}, {@code normal} or {@code long}, for the size of the letters. */
    public String length() {
        int letters = prompt.length()
                + words.stream().mapToInt(word -> word.text().length() + 1).sum();
        return letters <= SHORT ? "short" : letters <= LONG ? "normal" : "long";
    }
}
