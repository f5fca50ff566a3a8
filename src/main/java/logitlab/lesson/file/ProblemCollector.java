package logitlab.lesson.file;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** Collects the problems of one file while it is read. */
final class ProblemCollector {

    private final String file;
    private final List<LessonProblem> all = new ArrayList<>();

    ProblemCollector(String file) {
        this.file = file;
    }

    void add(LessonProblem problem) {
        all.add(problem);
    }

    void report(int line, InvalidValueException invalid) {
        all.add(new LessonProblem(file, line, invalid));
    }

    void report(int line, String field, String rule, String value) {
        report(line, new InvalidValueException(field, new Constraint(rule), value));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<LessonProblem> all() {
        return List.copyOf(all);
    }
}
