package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import logitlab.decoding.Prefix;
import logitlab.model.Token;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The first station: the text in pieces, and the id of each.
 *
 * @param positions every token of the text
 * @param split the characters that take several tokens, with their bytes
 */
public record TokensView(Head head, Positions positions, List<Split> split, String vocabulary) implements StationView {

    /** One or more characters whose bytes are spread over several tokens. */
    public record Split(String text, String sentence, List<Piece> pieces) {}

    public record Piece(String bytes, int id) {}

    static TokensView of(Look look, Head.Part part) {
        String summary = Messages.ENGLISH.say(
                "inside.tokens.summary", Numbers.count(look.text().size()), look.tokenAt(look.position()), id(look));
        return new TokensView(
                Head.of(look, part, summary),
                look.positions(part.from()),
                split(look),
                Messages.ENGLISH.say(
                        "inside.tokens.vocabulary",
                        Numbers.count(look.model().card().vocabularySize())));
    }

    private static int id(Look look) {
        return look.text().at(look.position());
    }

    private static List<Split> split(Look look) {
        List<Split> found = new ArrayList<>();
        List<Token> run = new ArrayList<>();
        for (Token token : look.model().tokenizer().tokens(look.text())) {
            if (!token.partial() && !run.isEmpty()) {
                found.add(split(look, run));
                run.clear();
            }
            if (token.partial()) {
                run.add(token);
            }
        }
        if (!run.isEmpty()) {
            found.add(split(look, run));
        }
        return List.copyOf(found);
    }

    private static Split split(Look look, List<Token> run) {
        String text = look.model()
                .tokenizer()
                .text(Prefix.of(run.stream().map(Token::id).toList()));
        List<Piece> pieces =
                run.stream().map(token -> new Piece(token.hex(), token.id())).toList();
        return new Split(
                text,
                Messages.ENGLISH.say(
                        "inside.tokens.split",
                        text,
                        pieces.size(),
                        pieces.stream().map(Piece::bytes).collect(Collectors.joining(" · "))),
                pieces);
    }
}
