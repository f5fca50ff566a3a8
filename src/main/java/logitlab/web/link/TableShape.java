package logitlab.web.link;

import java.util.Map;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;

/**
 * How much a link shows of the candidates.
 *
 * @param rows the number of candidates in each table, 1 to 200
 * @param allColumns whether rank, id, adjusted logit and cumulative probability are shown, too
 */
public record TableShape(int rows, boolean allColumns) {

    public static final Range ROWS = Range.of(1, 200);
    static final TableShape OPENING = new TableShape(10, false);
    static final String COLUMNS = "columns";
    private static final String ALL = "all";

    static TableShape parse(Map<String, String> values) {
        int rows = (int) Query.whole(values, "rows", ROWS).orElse(OPENING.rows);
        String columns = values.getOrDefault(COLUMNS, "");
        if (!columns.isBlank() && !columns.equals(ALL)) {
            throw new InvalidValueException(COLUMNS, new Constraint("one-of", ALL), columns);
        }
        return new TableShape(rows, columns.equals(ALL));
    }

    void addTo(Map<String, String> values) {
        if (rows != OPENING.rows) {
            values.put("rows", Integer.toString(rows));
        }
        if (allColumns) {
            values.put(COLUMNS, ALL);
        }
    }
}
