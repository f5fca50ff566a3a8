package logitlab.model.engine;

/** Words of a server or a file that go into a message: one line, without control characters, not long. */
final class ServerWords {

    private static final int MOST = 120;

    private ServerWords() {}

    static String shortened(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() > MOST ? line.substring(0, MOST) + "…" : line;
    }
}
