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
public record TokensView(Head head, Positions positions, List<Split> split, String vocabulary) implements StationView {

    /** One or more characters whose bytes are spread over several tokens. @param bytes of each token, such as {@code C3} */
    public record Split(String text, String sentence, List<String> bytes) {}

    static TokensView of(Look look, Head.Part part) {
        String summary = look.say(
                "inside.tokens.summary",
                Numbers.count(look.text().size()),
                look.token(),
                look.text().at(look.position()));
        return new TokensView(
                Head.of(look, part, summary),
                look.positions(part.from()),
                split(look),
                look.say(
                        "inside.tokens.vocabulary",
                        Numbers.count(look.model().card().vocabularySize())));
    }

    private static List<Split> split(Look look) {
        List<Split> found = new ArrayList<>();
        List<Token> tokens = look.model().tokenizer().tokens(look.text());
        int from = 0;
        for (int to = 0; to <= tokens.size(); to++) {
            if (to == tokens.size() || !tokens.get(to).partial()) {
                if (to > from) {
                    found.add(split(look, tokens.subList(from, to)));
                }
                from = to + 1;
            }
        }
        return List.copyOf(found);
    }

    private static Split split(Look look, List<Token> run) {
        String text = look.model()
                .tokenizer()
                .text(Prefix.of(run.stream().map(Token::id).toList()));
        List<String> bytes = run.stream().map(Token::hex).toList();
        return new Split(text, look.say("inside.tokens.split", text, bytes.size(), String.join(" · ", bytes)), bytes);
    }
}
