package logitlab.model.prompt.jinja;

import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.MarkedText;

/** What a template has written. */
final class Output {

    private final MarkedText.Builder written = new MarkedText.Builder();
    private final Budget budget;

    Output(Budget budget) {
        this.budget = budget;
    }

    void add(MarkedText text) {
        budget.make(text.length());
        written.add(text);
    }

    MarkedText text() {
        return written.build();
    }
}
