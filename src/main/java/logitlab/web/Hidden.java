package logitlab.web;

/** A word of the link that a form carries along unseen. */
public record Hidden(String key, String word) {}
