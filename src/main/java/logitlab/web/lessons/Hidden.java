package logitlab.web.lessons;

/** A word that a form carries along unseen: what was typed into another block. */
public record Hidden(String key, String word) {}
