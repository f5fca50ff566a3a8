package logitlab.model.prompt.jinja;

import logitlab.model.prompt.python.JinjaException;

/** A part of a template that has a value. */
interface Expression {

    /** The value; {@link Scope#evaluate} counts the step. */
    Object evaluate(Scope scope);

    /** {@code value | safe}, which means something at the end of {@code {{ }}} alone, where it changes nothing. */
    record Safe(Expression value) implements Expression {

        @Override
        public Object evaluate(Scope scope) {
            throw new JinjaException("the filter \"safe\" is known here only at the end of {{ }}");
        }
    }
}
