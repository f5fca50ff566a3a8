package logitlab.web.tool;

import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.step.OpenedLink;

/**
 * An opened link of a tool: the lanes with all steps that the link asks for.
 *
 * @param link the complete link of what is shown
 */
public record OpenedTool(ToolLink link, OpenedLink play) {

    /** @throws InvalidValueException if the link does not fit, see {@link OpenedLink#open} */
    static OpenedTool open(ToolLink link, Models models, Permit permit) {
        OpenedLink play = OpenedLink.open(link.play(), models, permit);
        return new OpenedTool(link.play(play.link()), play);
    }

    public Tool tool() {
        return link.tool();
    }

    /** The lane that the tool looks at, as the link names it. */
    public String laneName() {
        return link.laneName();
    }

    public Lane lane() {
        return play.lanes().get(laneName());
    }

    public LanguageModel model() {
        return lane().model();
    }

    /** The step looked at, 0 for the first token after the prompt. */
    public int at() {
        return play.link().at();
    }

    /** Whether the lane took a token at the step; otherwise it had finished before. */
    public boolean chose() {
        return lane().ids().size() > at();
    }

    /** A token of the lane's vocabulary as the page shows it. */
    public String token(int id) {
        return play.token(laneName(), id);
    }
}
