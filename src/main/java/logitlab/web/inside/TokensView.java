package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.model.text.Token;
import logitlab.web.view.Numbers;

/**
 * The first station: the text in pieces, and the id of each.
 *
 * @param positions every token of the text
 * @param split the characters that take several tokens, with their bytes
 */
public record TokensView(StationHeader head, PositionForm positions, List<Split> split, String vocabulary)
        implements StationView {

    /** One or more characters whose bytes are spread over several tokens. @param bytes of each token, such as {@code C3} */
    public record Split(String text, String sentence, List<String> bytes) {}

    static TokensView of(OpenedInsideLink opened, StationHeader.Part part) {
        String summary = opened.say(
                "inside.tokens.summary",
                Numbers.count(opened.text().size()),
                opened.token(),
                opened.text().at(opened.position()));
        return new TokensView(
                StationHeader.of(opened, part, summary),
                opened.positions(part.from()),
                split(opened),
                opened.say(
                        "inside.tokens.vocabulary",
                        Numbers.count(opened.model().card().vocabularySize())));
    }

    private static List<Split> split(OpenedInsideLink opened) {
        List<Split> found = new ArrayList<>();
        List<Token> tokens = opened.model().tokenizer().tokens(opened.text());
        int from = 0;
        for (int to = 0; to <= tokens.size(); to++) {
            if (to == tokens.size() || !tokens.get(to).partial()) {
                if (to > from) {
                    found.add(split(opened, tokens.subList(from, to)));
                }
                from = to + 1;
            }
        }
        return List.copyOf(found);
    }

    private static Split split(OpenedInsideLink opened, List<Token> run) {
        String text = opened.model()
                .tokenizer()
                .text(Prefix.of(run.stream().map(Token::id).toList()));
        List<String> bytes = run.stream().map(Token::hex).toList();
        return new Split(text, opened.say("inside.tokens.split", text, bytes.size(), String.join(" · ", bytes)), bytes);
    }
}
