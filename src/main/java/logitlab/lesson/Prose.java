package logitlab.lesson;

/** Text between the blocks, as HTML made from CommonMark; it contains no tag or script that the author wrote. */
public record Prose(String html) implements LessonPart {}
