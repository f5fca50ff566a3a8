package logitlab.bench;

import java.io.IOException;
import logitlab.BenchServer;
import logitlab.model.LanguageModel;

/**
 * Compares the whole page of the look inside with an open bill with the same page without one. The server meets each text for the
 * first time, so that both pages run the network; the texts take turns, so that they are equally long on average.
 */
final class BillAgainstPage {

    private static final double AIM = 1.3;
    private static final int WARM_UP = 100;
    private static final int PAIRS = 150;
    private static final String TOKENS = "&target=280&against=259";

    private final Connection connection;
    private final LanguageModel model;
    private int texts;

    private BillAgainstPage(Connection connection, LanguageModel model) {
        this.connection = connection;
        this.model = model;
    }

    static Row measure(BenchServer server, String model) throws IOException {
        try (Connection connection = new Connection(server.address())) {
            BillAgainstPage pages = new BillAgainstPage(connection, server.model(model));
            pages.run(WARM_UP);
            return Row.of("GET /inside of %s, with a bill / without".formatted(model), pages.run(PAIRS), AIM);
        }
    }

    private Ratios run(int pairs) throws IOException {
        Ratios ratios = new Ratios();
        for (int i = 0; i < pairs; i++) {
            long with = i % 2 == 0 ? open(TOKENS) : 0;
            long without = open("");
            ratios.add(i % 2 == 0 ? with : open(TOKENS), without);
        }
        return ratios;
    }

    private long open(String bill) throws IOException {
        String text = "Tale %d. Once upon a time there was a king".formatted(100 + texts++ % 900);
        byte[] request = connection.get("/inside?v=1&prompt=%s&seed=7&decoder=greedy&model=%s&digest=%s&position=%d%s"
                .formatted(
                        text.replace(' ', '+'),
                        model.id(),
                        model.card().digest(),
                        model.prompt(text).size() - 1,
                        bill));
        long start = System.nanoTime();
        connection.send(request).ok();
        return System.nanoTime() - start;
    }
}
