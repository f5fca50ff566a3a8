package logitlab.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Words;

/** The kinds of values that requests have. */
final class Kinds {

    /** The longest vector of logits, and the longest prefix. */
    static final int MAX_VALUES = 300_000;

    private static final Range INTEGERS = Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** Digits beyond these say nothing that a double can hold. */
    private static final int DIGITS = 30;

    private Kinds() {}

    static String text(JsonParser json, String path) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw new InvalidValue(path, new Rule("json-string"), shown(json));
        }
        return json.getText();
    }

    static Boolean flag(JsonParser json, String path) throws IOException {
        if (!json.currentToken().isBoolean()) {
            throw new InvalidValue(path, new Rule("json-boolean"), shown(json));
        }
        return json.getBooleanValue();
    }

    static Shape.Kind<Long> whole(Range range) {
        return (json, path) -> Words.whole(path, word(json, path), range);
    }

    /** A whole number; whether the vocabulary has it is seen when the vocabulary is known. */
    static int id(JsonParser json, String path) throws IOException {
        return Words.whole(path, word(json, path), INTEGERS).intValue();
    }

    /** A number as it was written, for the parsers of words that links use too. */
    static String word(JsonParser json, String path) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw new InvalidValue(path, new Rule("number"), shown(json));
        }
        return json.getTextLength() <= DIGITS ? json.getText() : Double.toString(json.getDoubleValue());
    }

    /** One number for each token; null is minus infinity. */
    static Logits logits(JsonParser json, String path) throws IOException {
        DoubleStream.Builder values = DoubleStream.builder();
        boolean finite = false;
        for (Items items = new Items(json, path); items.next(); ) {
            double value = logit(json, items);
            finite |= Double.isFinite(value);
            values.add(value);
        }
        if (!finite) {
            throw new InvalidValue(path, new Rule("some-finite"), "[…]");
        }
        return Logits.of(values.build().toArray());
    }

    private static double logit(JsonParser json, Items items) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (!json.currentToken().isNumeric() || !Double.isFinite(json.getDoubleValue())) {
            throw new InvalidValue(items.path(), new Rule("finite-or-null"), shown(json));
        }
        return json.getDoubleValue();
    }

    static Prefix ids(JsonParser json, String path) throws IOException {
        IntStream.Builder ids = IntStream.builder();
        for (Items items = new Items(json, path); items.next(); ) {
            ids.add(id(json, items.path()));
        }
        return Prefix.of(ids.build().toArray());
    }

    /** A value in the words of an error: a number as it was written, a string in quotes, the rest by its kind. */
    static String shown(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "{…}";
            case START_ARRAY, END_ARRAY -> "[…]";
            case VALUE_STRING -> '"' + json.getText() + '"';
            default -> json.getText();
        };
    }

    /** The values of an array, counted. */
    private static final class Items {

        private final JsonParser json;
        private final String path;
        private int index = -1;

        Items(JsonParser json, String path) throws IOException {
            if (!json.hasToken(JsonToken.START_ARRAY)) {
                throw new InvalidValue(path, new Rule("json-array"), shown(json));
            }
            this.json = json;
            this.path = path;
        }

        boolean next() throws IOException {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            index++;
            if (index == MAX_VALUES) {
                throw new InvalidValue(path, new Rule("at-most-values", MAX_VALUES), "…");
            }
            return true;
        }

        String path() {
            return path + "[" + index + "]";
        }
    }
}
