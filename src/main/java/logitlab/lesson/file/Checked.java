package logitlab.lesson.file;

import java.util.List;

/** What was read from a file, and the problems with it. */
record Checked<T>(T content, List<LessonProblem> problems) {}
