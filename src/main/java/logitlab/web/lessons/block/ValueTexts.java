package logitlab.web.lessons.block;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/** Figures and sentences of an exercise as a page writes them. */
public final class ValueTexts {

    private ValueTexts() {}

    public static String text(Value figure) {
        if (figure instanceof Value.Named named) {
            return TokenText.visible(named.token());
        }
        if (figure instanceof Value.Number number) {
            return text(number.kind(), number.value());
        }
        if (figure instanceof Value.Typed typed) {
            return typed.text();
        }
        if (figure instanceof Value.Pieces pieces) {
            return pieces.tokens().stream().map(TokenText::visible).collect(Collectors.joining(" | "));
        }
        Value.Sum sum = (Value.Sum) figure;
        return sum.values().stream().map(value -> text(sum.kind(), value)).collect(Collectors.joining(" + "));
    }

    private static String text(Value.Kind kind, double value) {
        return switch (kind) {
            case LOGIT -> Numbers.logit(value);
            case SUBTRACTED -> parenthesized(Numbers.logit(value));
            case SCALED -> Numbers.component(value);
            case SCALED_SUBTRACTED -> parenthesized(Numbers.component(value));
            case EXPONENTIAL -> Numbers.exponential(value);
            case SHARE -> Numbers.share(value);
            case PERCENT -> Numbers.percent(value);
            case COUNT -> Numbers.count(Math.round(value));
            case PLAIN -> Numbers.plain(value);
            case NATS -> Numbers.nats(value);
            case COSINE -> Numbers.cosine(value);
        };
    }

    private static String parenthesized(String number) {
        return number.startsWith("−") ? "(" + number + ")" : number;
    }

    /** The arguments of a message. */
    public static Object[] texts(List<Value> figures) {
        return figures.stream().map(ValueTexts::text).toArray();
    }

    /** @param prefix of the message keys, which end with the names of the sentences */
    public static List<String> say(Messages messages, String prefix, List<SolutionLine> sentences) {
        return sentences.stream()
                .map(sentence -> messages.say(prefix + sentence.name(), texts(sentence.figures())))
                .toList();
    }

    /** The text with its holes filled in. */
    public static String filled(String text, Map<String, Value> holes) {
        String filled = text;
        for (Map.Entry<String, Value> hole : holes.entrySet()) {
            filled = filled.replace("{" + hole.getKey() + "}", text(hole.getValue()));
        }
        return filled;
    }
}
