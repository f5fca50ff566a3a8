package logitlab.web.link;

/**
 * Two addresses behind one link or button.
 *
 * @param page the whole page, for visitors without JavaScript
 * @param fragment the part that replaces a part of the present page; null if the link leads to another page, because templates leave
 *     out an attribute that is null
 */
public record FragmentLinks(String page, String fragment) {}
