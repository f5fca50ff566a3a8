package logitlab.web.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.web.HttpRefusedException;

/**
 * Reads the body of a request strictly, value by value while it arrives. An {@link InvalidValueException} names the value by its path, such
 * as {@code logits[3]} or {@code settings.bias.2}, and the reader stops at the first one.
 */
final class JsonReader {

    /** The longest vector of logits, and the longest prefix. */
    static final int MAX_VALUES = 300_000;

    /** A double cannot hold more digits than these. */
    private static final int DIGITS = 30;

    private static final Range INTEGERS = Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /**
     * Accepts NaN and Infinity as numbers, so that they are refused by name and not as malformed JSON. Strings, names, numbers and
     * nesting are limited to more than any request needs.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(100_000)
                    .maxNameLength(1_000)
                    .maxNumberLength(1_000)
                    .maxNestingDepth(20)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final ObjectReader TREES =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final JsonParser json;

    private JsonReader(JsonParser json) {
        this.json = json;
    }

    /** Reads a whole request from a reader that is at the first token of the body. */
    @FunctionalInterface
    interface Request<T> {
        T read(JsonReader json) throws IOException;
    }

    /** Reads the value at which the reader is. */
    @FunctionalInterface
    interface Value {
        void read() throws IOException;
    }

    /** Reads the value of a key, at which the reader is. */
    @FunctionalInterface
    interface Entry {
        void read(String key) throws IOException;
    }

    /**
     * @throws HttpRefusedException with status 400 if the body is empty, is not JSON, or has something that no request needs
     * @throws InvalidValueException if a value breaks its rule
     */
    static <T> T read(InputStream body, Request<T> request) throws IOException {
        JsonParser json = FACTORY.createParser(body);
        try {
            if (json.nextToken() == null) {
                throw HttpRefusedException.because(400, "api.empty");
            }
            T read = request.read(new JsonReader(json));
            if (json.nextToken() != null) {
                throw malformed(json.currentTokenLocation());
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw HttpRefusedException.because(400, "api.too-much");
        } catch (JacksonException e) {
            throw malformed(Objects.requireNonNullElse(e.getLocation(), json.currentLocation()));
        } catch (CharConversionException e) {
            throw HttpRefusedException.because(400, "api.not-utf-8");
        }
    }

    private static HttpRefusedException malformed(JsonLocation at) {
        String line = Integer.toString(at.getLineNr());
        return HttpRefusedException.because(400, "api.malformed", line, Integer.toString(at.getColumnNr()));
    }

    /** Reads an object with some of these fields, each at most once, and no others. */
    void object(Map<String, Value> fields, String... required) throws IOException {
        Set<String> seen = entries(key -> {
            require(fields.containsKey(key), "known-field", String.join(", ", new TreeSet<>(fields.keySet())));
            fields.get(key).read();
        });
        for (String key : required) {
            if (!seen.contains(key)) {
                String within = path();
                String field = within.equals("body") ? key : within + "." + key;
                throw new InvalidValueException(field, new Constraint("required"), "");
            }
        }
    }

    /** Reads any value, with each key of an object at most once. */
    JsonNode tree() throws IOException {
        return TREES.readTree(json);
    }

    /** Reads an object with any keys, each at most once. Returns the keys. */
    Set<String> entries(Entry entry) throws IOException {
        require(json.hasToken(JsonToken.START_OBJECT), "json-object");
        Set<String> seen = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            require(seen.add(key), "once");
            entry.read(key);
        }
        return seen;
    }

    /** Reads an array. @param item reads the next of its values */
    void items(Value item) throws IOException {
        require(json.hasToken(JsonToken.START_ARRAY), "json-array");
        String path = path();
        for (int count = 0; json.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count == MAX_VALUES) {
                throw new InvalidValueException(path, new Constraint("at-most-values", MAX_VALUES), "…");
            }
            item.read();
        }
    }

    String text() throws IOException {
        require(json.hasToken(JsonToken.VALUE_STRING), "json-string");
        return json.getText();
    }

    boolean flag() throws IOException {
        require(json.currentToken().isBoolean(), "json-boolean");
        return json.getBooleanValue();
    }

    /** A number as it is written, for the parsers that links use, too. */
    String number() throws IOException {
        require(json.currentToken().isNumeric(), "number");
        return json.getTextLength() <= DIGITS ? json.getText() : Double.toString(json.getDoubleValue());
    }

    long whole(Range range) throws IOException {
        return NumberParser.whole(path(), number(), range);
    }

    /** A whole number; see {@link logitlab.decoding.KnownIds} for whether the vocabulary has it. */
    int id() throws IOException {
        return (int) whole(INTEGERS);
    }

    Prefix ids() throws IOException {
        IntStream.Builder ids = IntStream.builder();
        items(() -> ids.add(id()));
        return Prefix.of(ids.build().toArray());
    }

    /** One number for each token; null is minus infinity. */
    Logits logits() throws IOException {
        DoubleStream.Builder builder = DoubleStream.builder();
        items(() -> builder.add(logit()));
        double[] logits = builder.build().toArray();
        require(DoubleStream.of(logits).anyMatch(Double::isFinite), "some-finite");
        return Logits.of(logits);
    }

    /** Whether the reader is at {@code null}, which stands for minus infinity. */
    boolean isNull() {
        return json.hasToken(JsonToken.VALUE_NULL);
    }

    private double logit() throws IOException {
        if (isNull()) {
            return Double.NEGATIVE_INFINITY;
        }
        require(json.currentToken().isNumeric() && Double.isFinite(json.getDoubleValue()), "finite-or-null");
        return json.getDoubleValue();
    }

    /** @throws InvalidValueException unless {@code valid}, with the path and the text of the value at which the reader is */
    void require(boolean valid, String rule, Object... figures) throws IOException {
        if (!valid) {
            throw new InvalidValueException(path(), new Constraint(rule, figures), shown());
        }
    }

    /** The path of the value at which the reader is; {@code body} for the whole body. */
    String path() {
        String path = "";
        for (JsonStreamContext at = json.getParsingContext(); at != null; at = at.getParent()) {
            if (at.hasCurrentName()) {
                path = "." + at.getCurrentName() + path;
            } else if (at.inArray() && at.hasCurrentIndex()) {
                path = "[" + at.getCurrentIndex() + "]" + path;
            }
        }
        return path.isEmpty() ? "body" : path.substring(1);
    }

    /** A number as it is written, a string in quotes, anything else by its kind. */
    private String shown() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT, END_OBJECT -> "{…}";
            case START_ARRAY, END_ARRAY -> "[…]";
            case VALUE_STRING -> '"' + json.getText() + '"';
            default -> json.getText();
        };
    }
}
