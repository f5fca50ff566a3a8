package logitlab.lesson.file;

/** Part of a lesson file cannot be read; caught where the problems of the file are collected. */
final class BrokenLesson extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BrokenLesson(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
