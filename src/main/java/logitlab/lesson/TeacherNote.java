package logitlab.lesson;

/**
 * What a lesson's file says to the teacher alone: {@code ```teacher Title}.
 *
 * @param section the link of the section that it stands in; empty before the first one
 * @param title empty where it has none
 */
public record TeacherNote(String section, String title, String html) {}
