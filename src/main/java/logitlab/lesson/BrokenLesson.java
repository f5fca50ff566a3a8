package logitlab.lesson;

/** Something in a lesson file that cannot be read; caught where the file's problems are gathered. */
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
