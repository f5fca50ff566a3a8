package logitlab.web.lessons;

/** The same change of a block as two addresses: of the whole page, for those without JavaScript, and of the fragment. */
public record Addresses(String page, String fragment) {}
