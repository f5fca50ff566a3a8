package logitlab.lesson.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Projection;
import logitlab.model.TokenTable;
import logitlab.model.Vector;

/**
 * {@code ```widget embedding-map}: 200 common words on a flat map, by their rows of the token table.
 *
 * <pre>
 * id: map
 * model: storyteller
 * token: red
 * </pre>
 *
 * @param token the id of the chosen token, which need not be one of the 200
 */
public record EmbeddingMapWidget(WidgetConfig config, int token) implements Widget {

    private static final int NEAREST = 8;
    private static final List<String> WORDS = words();

    /**
     * A token on the map.
     *
     * @param cosine of its row and that of the chosen token, over all numbers of both
     */
    public record Spot(int id, Projection.Place place, double cosine) {}

    /**
     * The map as it looks from the chosen token.
     *
     * @param spots the words
     * @param nearest the words whose cosine is largest, the largest first; without the chosen token, as is {@code near}
     * @param near the ids of as many words that are nearest on the map
     */
    public record TokenMap(
            Projection projection, List<Spot> spots, Spot chosen, List<Spot> nearest, List<Integer> near) {}

    static EmbeddingMapWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "model", "token"));
        LanguageModel model = values.model(models);
        if (model.tokenTable().isEmpty()) {
            throw new InvalidValueException("model", new Constraint("with-table"), model.id());
        }
        LogitSource.Live source = new LogitSource.Live(model, "", Prefix.EMPTY);
        return new EmbeddingMapWidget(
                new WidgetConfig(values.text("id"), source, Settings.OFF, List.of("token"), values, models),
                token(model, values.text("token")));
    }

    private static List<String> words() {
        try (InputStream in = EmbeddingMapWidget.class.getResourceAsStream("/map-words.txt")) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int token(LanguageModel model, String word) {
        return find(model, word)
                .orElseThrow(() -> new InvalidValueException("token", new Constraint("word-token"), word));
    }

    /** The token of a word with the space before it, if that is a single one. */
    private static OptionalInt find(LanguageModel model, String word) {
        Prefix text = model.prompt(" " + word);
        int start = model.startTokens(text);
        return text.size() == start + 1 ? OptionalInt.of(text.at(start)) : OptionalInt.empty();
    }

    public LanguageModel model() {
        return config.live().model();
    }

    public TokenMap map() {
        TokenTable table = model().tokenTable().orElseThrow();
        List<Integer> ids = WORDS.stream()
                .map(word -> find(model(), word))
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
        Projection projection =
                Projection.of(ids.stream().map(id -> unit(table.row(id))).toList());
        List<Spot> spots = ids.stream().map(id -> spot(projection, table, id)).toList();
        Spot chosen = spot(projection, table, token);
        List<Spot> others = spots.stream().filter(spot -> spot.id() != token).toList();
        return new TokenMap(
                projection,
                spots,
                chosen,
                first(others, Comparator.comparingDouble(Spot::cosine).reversed()),
                first(others, Comparator.comparingDouble(spot -> spot.place().squaredDistance(chosen.place()))).stream()
                        .map(Spot::id)
                        .toList());
    }

    private Spot spot(Projection projection, TokenTable table, int id) {
        return new Spot(
                id, projection.place(unit(table.row(id))), table.row(token).cosine(table.row(id)));
    }

    /** The row with its length made 1, so that a small distance is a large cosine: {@code |x - y|^2 = 2 - 2 cosine}. */
    private static Vector unit(Vector row) {
        double length = row.norm();
        return row.map(x -> x / length);
    }

    private static List<Spot> first(List<Spot> spots, Comparator<Spot> order) {
        return spots.stream()
                .sorted(order.thenComparingInt(Spot::id))
                .limit(NEAREST)
                .toList();
    }

    @Override
    public boolean opens(String key) {
        return key.equals("token");
    }
}
