package logitlab.web.tool.paths;

import java.util.List;

/**
 * The end of a path.
 *
 * @param text of the whole path, as people read it
 * @param sum the log probability of the path, or that there was no time for it
 * @param length how many tokens it has
 * @param lanes the names of the lanes whose path it is
 * @param value of the form's field {@code path} that opens it; nothing if no lane can, or if the lane is there already
 * @param address of the playground with this path; null where {@code value} is nothing, because templates leave out an attribute that is
 *     null
 * @param label says what opening it does; nothing where {@code value} is
 */
public record PathTip(
        String text, String sum, String length, List<String> lanes, String value, String address, String label) {

    /** What opening it does, and the path. */
    public String title() {
        return label.isEmpty() ? text : label + ": " + text;
    }
}
