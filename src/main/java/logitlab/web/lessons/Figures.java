package logitlab.web.lessons;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.TokenText;

/** Figures and sentences of an exercise as a page writes them. */
public final class Figures {

    private Figures() {}

    public static String text(Figure figure) {
        if (figure instanceof Figure.Named named) {
            return TokenText.visible(named.token());
        }
        if (figure instanceof Figure.Number number) {
            return text(number.sort(), number.value());
        }
        if (figure instanceof Figure.Typed typed) {
            return typed.text();
        }
        if (figure instanceof Figure.Pieces pieces) {
            return pieces.tokens().stream().map(TokenText::visible).collect(Collectors.joining(" | "));
        }
        Figure.Sum sum = (Figure.Sum) figure;
        return sum.values().stream().map(value -> text(sum.sort(), value)).collect(Collectors.joining(" + "));
    }

    private static String text(Figure.Sort sort, double value) {
        return switch (sort) {
            case LOGIT -> Numbers.logit(value);
            case SUBTRACTED -> bracketed(Numbers.logit(value));
            case SCALED -> Numbers.component(value);
            case SCALED_SUBTRACTED -> bracketed(Numbers.component(value));
            case EXPONENTIAL -> Numbers.exponential(value);
            case SHARE -> Numbers.share(value);
            case PERCENT -> Numbers.percent(value);
            case COUNT -> Numbers.count(Math.round(value));
            case PLAIN -> Numbers.plain(value);
            case NATS -> Numbers.nats(value);
        };
    }

    private static String bracketed(String figure) {
        return figure.startsWith("−") ? "(" + figure + ")" : figure;
    }

    /** {@code lesson.} and the name of the sentence is its key. */
    static String say(Working working) {
        return Messages.ENGLISH.say(
                "lesson." + working.name(),
                working.figures().stream().map(Figures::text).toArray());
    }

    static List<String> say(List<Working> workings) {
        return workings.stream().map(Figures::say).toList();
    }

    /** What is given beside a question: {@code lesson.given.} and the name of the sentence is its key. */
    static List<String> given(List<Working> said) {
        return said.stream()
                .map(working -> Messages.ENGLISH.say(
                        "lesson.given." + working.name(),
                        working.figures().stream().map(Figures::text).toArray()))
                .toList();
    }

    /** The text with its holes filled in. */
    static String filled(String text, Map<String, Figure> holes) {
        String filled = text;
        for (Map.Entry<String, Figure> hole : holes.entrySet()) {
            filled = filled.replace("{" + hole.getKey() + "}", text(hole.getValue()));
        }
        return filled;
    }
}
