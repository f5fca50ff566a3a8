package logitlab.web.tool;

import java.util.Map;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;

/**
 * The page for a tool's link that cannot be opened: what is wrong, and the same address without it.
 *
 * @param name of the tool
 * @param again the tool without the wrong value
 * @param step the playground without it
 */
public record ToolRefusal(Messages messages, String name, InputProblem problem, String again, String step)
        implements Page {

    static ToolRefusal of(Messages messages, Tool tool, Map<String, String> values, InputProblem problem) {
        String wrong = problem.field().orElseThrow();
        return new ToolRefusal(
                messages,
                messages.say("tool." + tool.key()),
                problem,
                "/play/" + tool.key() + "?" + Query.format(ToolLink.right(tool, values, wrong)),
                "/play?" + Query.format(PlayLink.right(values, wrong)));
    }

    @Override
    public String title() {
        return say("error.title.400");
    }

    @Override
    public String description() {
        return problem.sentence();
    }

    @Override
    public String section() {
        return "play/tool";
    }
}
