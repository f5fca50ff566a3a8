package logitlab.web;

import java.util.Optional;

/**
 * What a link to a page shows of it elsewhere, besides its words.
 *
 * @param origin where the visitor reached this server, such as {@code https://lab.example.org}
 * @param address the page's own address there, without what a visitor may leave out
 * @param pictureAddress of a PNG of {@link #WIDTH} by {@link #HEIGHT} pixels
 * @param alt what the picture shows, in words
 */
public record Preview(String origin, String address, String pictureAddress, String alt) implements View {

    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;

    /** Of a page whose picture is its title; empty where nobody can say at which address the server was reached. */
    public static Optional<Preview> of(Optional<String> origin, String address, String picture, String title) {
        String alt = Messages.ENGLISH.say("picture.alt.title", title);
        return origin.map(server -> new Preview(server, address, picture, alt));
    }

    /** The whole address of the page. */
    public String page() {
        return origin + address;
    }

    /** The whole address of the picture. */
    public String picture() {
        return origin + pictureAddress;
    }
}
