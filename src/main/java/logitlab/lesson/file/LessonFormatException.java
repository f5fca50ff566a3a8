package logitlab.lesson.file;

/** Part of a lesson file cannot be read; caught where the problems of the file are collected. */
final class LessonFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient LessonProblem problem;

    LessonFormatException(LessonProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    LessonProblem problem() {
        return problem;
    }
}
