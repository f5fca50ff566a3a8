package logitlab.model.prompt.jinja;

import java.util.List;
import logitlab.model.prompt.python.MarkedText;

/** A part of a template that writes. */
interface Statement {

    /** How a statement ends. */
    enum Ending {
        NORMAL,
        BREAK,
        CONTINUE
    }

    Ending run(Scope scope, Output output);

    /** Several in a row, up to the first that leaves a loop. */
    record Sequence(List<Statement> statements) implements Statement {

        @Override
        public Ending run(Scope scope, Output output) {
            for (Statement statement : statements) {
                Ending ending = statement.run(scope, output);
                if (ending != Ending.NORMAL) {
                    return ending;
                }
            }
            return Ending.NORMAL;
        }
    }

    /** What a body writes, as a text. */
    static MarkedText written(Statement body, Scope scope) {
        Output output = new Output(scope.budget());
        body.run(scope, output);
        return output.text();
    }
}
