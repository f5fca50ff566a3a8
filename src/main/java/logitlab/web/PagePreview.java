package logitlab.web;

import java.util.Optional;

/**
 * What a link to a page shows on other sites besides its title and description.
 *
 * @param origin the origin at which the visitor reached this server, such as {@code https://lab.example.org}, with the prefix of the site
 * @param address the page's own address there, without optional parts
 * @param pictureAddress the address of a PNG of {@link #WIDTH} by {@link #HEIGHT} pixels
 * @param alt what the picture shows, in a sentence
 */
public record PagePreview(Messages messages, String origin, String address, String pictureAddress, String alt)
        implements View {

    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;

    /** For a page whose picture shows its title; empty if the address at which the server was reached is unknown. */
    public static Optional<PagePreview> of(
            Messages messages, Optional<String> origin, String address, String picture, String title) {
        String alt = messages.say("picture.alt.title", title);
        return origin.map(server -> new PagePreview(messages, server, address, picture, alt));
    }

    /** The absolute address of the page. */
    public String page() {
        return origin + address;
    }

    /** The absolute address of the picture. */
    public String picture() {
        return origin + pictureAddress;
    }
}
