package logitlab.web.view;

import java.util.List;
import java.util.stream.Stream;
import logitlab.web.Messages;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;

/**
 * A line in the list of the tools of a step.
 *
 * @param what it answers, in one line
 * @param current whether it is the tool of the page that shows the list
 */
public record ToolEntry(String address, String name, String what, boolean current) {

    /** All tools at a step. */
    public static List<ToolEntry> all(Messages messages, PlayLink step) {
        String query = step.query(); // the same for each
        return Stream.of(Tool.values())
                .map(tool -> of(messages, tool, "/play/" + tool.key() + "?" + query, false))
                .toList();
    }

    /** All tools, as seen from the page of one: at the same step, with the same lane and token. */
    public static List<ToolEntry> all(Messages messages, ToolLink open) {
        return Stream.of(Tool.values())
                .map(tool -> of(messages, tool, open.tool(tool).address(), tool == open.tool()))
                .toList();
    }

    private static ToolEntry of(Messages messages, Tool tool, String address, boolean current) {
        String key = "tool." + tool.key();
        return new ToolEntry(address, messages.say(key), messages.say(key + ".what"), current);
    }
}
