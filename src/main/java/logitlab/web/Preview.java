package logitlab.web;

/**
 * The picture that stands for a page where a link to it is shown elsewhere.
 *
 * @param page the whole address of the page
 * @param picture the whole address of the picture
 * @param alt what the picture shows, in words
 */
public record Preview(String page, String picture, int width, int height, String alt) {}
