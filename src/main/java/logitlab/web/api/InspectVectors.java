package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.model.CellState;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.TokenTable;
import logitlab.model.Vector;

/**
 * The vectors at a position. What the package does not expose is left out.
 *
 * @param token the token's row of the token table, {@code nearest} the tokens whose rows are most similar to it
 * @param layers what leaves each layer; layer 0 is the input of the first
 * @param states of each layer of an LSTM
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record InspectVectors(double[] token, List<Nearest> nearest, List<Layer> layers, List<State> states) {

    record Nearest(int id, String token, double cosine) {}

    record Layer(int layer, double[] values) {}

    /** @param hidden h, {@code cell} c */
    record State(int layer, double[] hidden, double[] cell) {}

    /** @param most the number of nearest tokens */
    static InspectVectors of(LanguageModel model, Inspection seen, Prefix text, int position, int most) {
        List<CellState> states = model.cellStates(text.first(position + 1));
        return new InspectVectors(
                seen.embedding(position).map(InspectVectors::numbers).orElse(null),
                model.tokenTable()
                        .map(table -> nearest(model, table, text.at(position), most))
                        .orElse(List.of()),
                IntStream.rangeClosed(0, seen.layers())
                        .boxed()
                        .flatMap(layer ->
                                seen.hidden(layer, position).stream().map(vector -> new Layer(layer, numbers(vector))))
                        .toList(),
                IntStream.range(0, states.size())
                        .mapToObj(i -> new State(
                                i + 1,
                                numbers(states.get(i).hidden()),
                                numbers(states.get(i).cell())))
                        .toList());
    }

    private static List<Nearest> nearest(LanguageModel model, TokenTable table, int id, int most) {
        return table.nearest(id, most).stream()
                .map(near -> new Nearest(
                        near.id(), model.tokenizer().token(near.id()).text(), near.cosine()))
                .toList();
    }

    static double[] numbers(Vector vector) {
        return IntStream.range(0, vector.size()).mapToDouble(vector::at).toArray();
    }
}
