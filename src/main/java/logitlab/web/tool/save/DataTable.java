package logitlab.web.tool.save;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as a file, with numbers in full precision.
 *
 * <p>CSV is that of RFC 4180: UTF-8, commas, lines end with CR LF, a cell with a comma, a quotation mark or a line break stands in
 * quotation marks, and those inside are doubled. A text that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a carriage
 * return would be a formula to a spreadsheet, so it gets an apostrophe before it; so does a text that begins with an apostrophe. To
 * have every text back, remove one apostrophe from each text that begins with one. Minus infinity is {@code -Infinity}. In JSON, a
 * table is an array with an object for each row, texts are as they are, and minus infinity is null.
 *
 * <pre>
 * columns id and token, a row 7 and "=a"    is  id,token CRLF 7,'=a CRLF  and  [{"id": 7, "token": "=a"}]
 * </pre>
 *
 * @param rows a cell for each column: a text, a number, a boolean, or null for an empty cell
 */
record DataTable(List<String> columns, List<List<Object>> rows) {

    private static final String LINE = "\r\n";
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r'].*", Pattern.DOTALL);
    private static final Pattern SPECIAL = Pattern.compile("[,\"\r\n]");

    String csv() {
        return Stream.concat(Stream.<List<?>>of(columns), rows.stream())
                .map(row -> row.stream().map(DataTable::cell).collect(Collectors.joining(",", "", LINE)))
                .collect(Collectors.joining());
    }

    private static String cell(Object value) {
        if (!(value instanceof String text)) {
            return value == null ? "" : value.toString();
        }
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return SPECIAL.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Written row by row, because a tree of all would fill the memory. */
    String json() {
        StringJoiner array = new StringJoiner(",", "[", "]");
        for (List<Object> row : rows) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < columns.size(); i++) {
                put(object, columns.get(i), row.get(i));
            }
            array.add(object.toString());
        }
        return array.toString();
    }

    private static void put(ObjectNode object, String column, Object value) {
        if (value instanceof Integer whole) {
            object.put(column, whole);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            object.put(column, number);
        } else if (value instanceof Boolean flag) {
            object.put(column, flag);
        } else if (value instanceof String text) {
            object.put(column, text);
        } else {
            object.putNull(column);
        }
    }
}
