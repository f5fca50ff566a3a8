package logitlab.model.engine;

/** Turns what a server or a file says into one short line without control characters, for a message. */
final class ServerWords {

    private static final int MOST = 120;

    private ServerWords() {}

    static String shortened(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() > MOST ? line.substring(0, MOST) + "…" : line;
    }
}
