package logitlab.web.link;

/** Two addresses for the same change of a block: the whole page, for visitors without JavaScript, and the fragment. */
public record FragmentLinks(String page, String fragment) {}
