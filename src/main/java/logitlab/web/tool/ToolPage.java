package logitlab.web.tool;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * The page of a tool.
 *
 * @param body what the tool shows of the step
 */
public record ToolPage<T>(Messages messages, ToolHead head, T body, Optional<PagePreview> preview) implements Page {

    @Override
    public String title() {
        return say("tool.title", head.name(), head.position());
    }

    @Override
    public String description() {
        return head.what();
    }

    @Override
    public String section() {
        return "play/tool";
    }

    @Override
    public boolean computed() {
        return true;
    }

    @Override
    public String sends() {
        return "step";
    }
}
