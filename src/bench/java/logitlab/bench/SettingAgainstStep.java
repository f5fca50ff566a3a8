package logitlab.bench;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import logitlab.BenchServer;
import logitlab.decoding.Settings;
import logitlab.model.LanguageModel;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;

/**
 * Compares the playground's fragment for a different temperature, which runs no model, with its fragment for a new step, which runs
 * the model for a new token in each of the two lanes. Both use the queries that the page's own form and button send.
 */
final class SettingAgainstStep {

    private static final double AIM = 1;
    private static final int WARM_UP = 400;
    private static final int PAIRS = 300;
    private static final int STEPS = 20;

    private final LanguageModel model;
    private final Connection connection;
    private int stories;

    private SettingAgainstStep(BenchServer server, Connection connection) {
        this.model = server.model();
        this.connection = connection;
    }

    static Row measure(BenchServer server) throws IOException {
        try (Connection connection = new Connection(server.address())) {
            SettingAgainstStep pairs = new SettingAgainstStep(server, connection);
            pairs.run(WARM_UP);
            return Row.of("GET /play/settings, one changed / GET /play/step", pairs.run(PAIRS), AIM);
        }
    }

    private Ratios run(int pairs) throws IOException {
        Ratios ratios = new Ratios();
        while (ratios.size() < pairs) {
            story("Tale %d. Once upon a time there was a".formatted(stories++), ratios);
        }
        return ratios;
    }

    private void story(String prompt, Ratios ratios) throws IOException {
        Timed opening = get("/play/step?", PlayLink.parse(Map.of("prompt", prompt)));
        PlayLink shown = opening.link("HX-Push-Url");
        for (int i = 0; i < STEPS; i++) {
            Timed step = get("/play/step?", shown.at(shown.at() + 1));
            shown = step.link("HX-Push-Url");
            Timed setting = get("/play/settings?", otherTemperature(shown, i));
            if (setting.runs() != 0) {
                throw new IllegalStateException("a changed setting ran the model " + setting.runs() + " times");
            }
            // while the lanes still agree, or after one has ended, a step costs fewer than two runs
            if (step.runs() == 2) {
                ratios.add(setting.nanoseconds(), step.nanoseconds());
            }
        }
    }

    /** What the settings form sends: the ids before the displayed step, and the settings. */
    private static PlayLink otherTemperature(PlayLink shown, int i) {
        Settings settings = Settings.of(Map.of("temperature", "0.%d".formatted(9 - i % 4), "top-p", "0.95"));
        PlayLink before = shown.first(shown.at());
        SortedMap<String, LaneLink> lanes = new TreeMap<>(before.lanes());
        lanes.computeIfPresent("b", (name, lane) -> lane.sampled(settings).name(lane.name()));
        return before.lanes(lanes);
    }

    private record Timed(long nanoseconds, long runs, Connection.Answer answer) {

        PlayLink link(String header) {
            String address = answer.header(header).orElseThrow();
            return PlayLink.parse(Query.parse(address.substring(address.indexOf('?') + 1)));
        }
    }

    private Timed get(String path, PlayLink link) throws IOException {
        byte[] request = connection.get(path + link.query());
        long runs = model.runs().runs();
        long start = System.nanoTime();
        Connection.Answer answer = connection.send(request);
        long end = System.nanoTime();
        return new Timed(end - start, model.runs().runs() - runs, answer.ok());
    }
}
