package logitlab.lesson;

/** Text between the blocks, as HTML that was made from CommonMark and carries no tag, script or address of its writer's own. */
public record Prose(String html) implements Part {}
