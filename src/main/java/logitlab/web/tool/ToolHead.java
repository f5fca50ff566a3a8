package logitlab.web.tool;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import logitlab.model.Lane;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.step.LaneView;
import logitlab.web.view.TokenText;
import logitlab.web.view.ToolEntry;

/**
 * The head of every tool's page: what the tool answers, the step it looks at, the way back, the lanes, and the other tools.
 *
 * @param name of the tool
 * @param what it answers
 * @param lane the lane looked at, as in the link
 * @param cut whether the lane's text before the step has a beginning that is left out
 * @param text the end of that text
 * @param taken the token of the step; empty if the lane had finished before
 * @param back the address of the step in the playground
 * @param lanes to look at instead; empty if there is only one
 */
public record ToolHead(
        Messages messages,
        String name,
        String what,
        String position,
        String lane,
        boolean cut,
        List<Word> text,
        Optional<Word> taken,
        String back,
        List<LaneChoice> lanes,
        List<ToolEntry> tools)
        implements View {

    private static final int TOKENS = 40;

    /** A lane that the tool can look at. @param name as in the link, for its colour */
    public record LaneChoice(String name, String letter, String title, String address, boolean current) {}

    /** A token in the text. @param special whether it is a special token */
    public record Word(String text, boolean special) {

        private static Word of(Token token) {
            return new Word(TokenText.readable(token), token.special());
        }
    }

    static ToolHead of(Messages messages, OpenedTool opened) {
        String key = "tool." + opened.tool().key();
        Lane lane = opened.lane();
        int start = opened.model().startTokens(lane.prompt());
        int end = Math.min(lane.prompt().size() + opened.at(), lane.text().size());
        int from = Math.max(start, end - TOKENS);
        Tokenizer tokenizer = opened.model().tokenizer();
        return new ToolHead(
                messages,
                messages.say(key),
                messages.say(key + ".what"),
                messages.say("lab.position", opened.at() + 1),
                opened.laneName(),
                from > start,
                tokenizer.tokens(lane.text()).subList(from, end).stream()
                        .map(Word::of)
                        .toList(),
                opened.chose() ? Optional.of(taken(tokenizer.token(lane.ids().get(opened.at())))) : Optional.empty(),
                "/play?" + opened.play().link().query(),
                lanes(messages, opened),
                ToolEntry.all(messages, opened.link()));
    }

    private static Word taken(Token token) {
        return new Word(TokenText.visible(token), token.special());
    }

    private static List<LaneChoice> lanes(Messages messages, OpenedTool opened) {
        if (opened.play().lanes().size() == 1) {
            return List.of();
        }
        return opened.play().lanes().keySet().stream()
                .map(name -> new LaneChoice(
                        name,
                        name.toUpperCase(Locale.ROOT),
                        LaneView.title(messages, opened.play(), name),
                        opened.link().lane(name).address(),
                        name.equals(opened.laneName())))
                .toList();
    }
}
