package logitlab.lesson;

/**
 * A note for the teacher only: {@code ```teacher Title}.
 *
 * @param section the slug of its section; empty before the first one
 * @param title may be empty
 */
public record TeacherNote(String section, String title, String html) {}
