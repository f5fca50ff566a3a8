package logitlab.lesson.file;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.input.InvalidValue;

/** Collects the problems of one file while it is read. */
final class Problems {

    private final String file;
    private final List<Problem> all = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Problem problem) {
        all.add(problem);
    }

    void report(int line, InvalidValue invalid) {
        all.add(new Problem(file, line, invalid));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}
