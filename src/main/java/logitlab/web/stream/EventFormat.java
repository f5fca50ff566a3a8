package logitlab.web.stream;

import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.step.OpenedLink;

/** What the events of a stream contain; their names and ids are the same in every format. */
public interface EventFormat {

    /** The data of a {@code step} event, in UTF-8. @param last the step after which the run ends */
    byte[] step(Messages messages, OpenedLink play, int last);

    /** The data of the {@code end} event. @param finished whether every lane is finished, and not only the steps asked for are taken */
    String end(Messages messages, boolean finished);

    /** The data of an {@code error} event. */
    String failure(InputProblem problem);
}
