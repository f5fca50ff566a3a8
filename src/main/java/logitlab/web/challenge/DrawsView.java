package logitlab.web.challenge;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.WrittenToken;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.view.Numbers;

/** The draws behind a challenge's first text as a picture that no other seed has: a column for each token. */
public record DrawsView(Messages messages, Challenge challenge) implements View {

    private static final int PITCH = 27;
    private static final int WIDTH = 23;

    public static final int HEIGHT = 150;

    private static final double LEAST = 2.2;

    /**
     * A token's line from 0 above to 1 below.
     *
     * @param kind {@code rare}, {@code usual} or {@code probable}
     */
    public record Column(int x, String from, String length, String middle, String draw, String kind) {}

    public List<Column> columns() {
        List<WrittenToken> written = challenge.written();
        return IntStream.range(0, written.size())
                .mapToObj(i -> column(i * PITCH, written.get(i)))
                .toList();
    }

    private static Column column(int x, WrittenToken token) {
        double length = Math.max(LEAST, HEIGHT * token.width());
        return new Column(
                x,
                rounded(Math.min(HEIGHT * token.from(), HEIGHT - length)),
                rounded(length),
                rounded(x + WIDTH / 2.0),
                rounded(HEIGHT * token.draw()),
                token.rare() ? "rare" : token.probable() ? "probable" : "usual");
    }

    private static String rounded(double units) {
        return Numbers.decimals(units, 1);
    }

    public int width() {
        return Math.max(WIDTH, challenge.written().size() * PITCH - PITCH + WIDTH);
    }

    public int columnWidth() {
        return WIDTH;
    }

    public String label() {
        return say("draws.label", challenge.written().size());
    }

    public String caption() {
        return say(
                "draws.caption",
                challenge.written().size(),
                challenge.model().card().name());
    }
}
