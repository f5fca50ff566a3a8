package logitlab.deploy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * What a machine carries, computed from the figures in {@code src/deploy/figures.properties}.
 *
 * @param request processor time of an average request, in milliseconds
 * @param streamStep processor time of a step of a stream, in milliseconds
 * @param memory of a process, in megabytes
 * @param bigSteps steps a second of a model of GPT-2's size, on one machine
 * @param pause of a learner between two requests, in seconds
 * @param busy how much of its processor time a machine may use, from 0 to 1
 * @param machine what a machine has and costs
 */
record Figures(
        double request, double streamStep, int memory, double bigSteps, double pause, double busy, Machine machine) {

    private static final int[] LEARNERS = {30, 100, 300, 1000, 3000, 10_000};

    /** Of 100 requests of a lecture hall, 60 are steps, and a step runs the model once for each of two lanes. */
    private static final double RUNS_OF_A_REQUEST = 0.6 * 2;

    /** @param megabytes of memory @param price a month, in euros @param from when the price was looked at */
    record Machine(int cores, int megabytes, int price, String from) {}

    static Figures read() {
        Properties all = new Properties();
        try {
            all.load(new StringReader(DeployFiles.text("figures.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Figures(
                number(all, "request.milliseconds"),
                number(all, "stream.step.milliseconds"),
                (int) number(all, "memory.megabytes"),
                number(all, "big.steps.per.second"),
                number(all, "pause.seconds"),
                number(all, "busy"),
                new Machine(
                        (int) number(all, "machine.cores"),
                        (int) number(all, "machine.megabytes"),
                        (int) number(all, "machine.price"),
                        all.getProperty("machine.price.from")));
    }

    private static double number(Properties all, String key) {
        return Double.parseDouble(all.getProperty(key));
    }

    /** The learners that one machine carries: {@code busy * 1000 ms * cores * pause / request}. */
    int learners() {
        return (int) (busy * 1000 * machine.cores() * pause / request);
    }

    /** The streams at a step a second that one machine carries. */
    int streams() {
        return (int) (busy * 1000 * machine.cores() / streamStep);
    }

    /** One machine if it carries all, else those that are needed and one that may fail. */
    int machines(double share) {
        int needed = (int) Math.ceil(share);
        return needed <= 1 ? 1 : needed + 1;
    }

    /** A row for each size: machines for learners who follow links, for streams, and for a big model without a GPU. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                "| learners at once | requests a second | machines | euros a month | machines if all watch streams | big model: steps a second | big model: machines without a GPU |\n");
        table.append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        IntStream.of(LEARNERS).forEach(learners -> {
            double requests = learners / pause;
            int machines = machines(learners / (double) learners());
            double runs = requests * RUNS_OF_A_REQUEST;
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %,.0f | %,d | %,d | %,d | %,.0f | %,d |%n",
                    learners,
                    requests,
                    machines,
                    machines * machine.price(),
                    machines(learners / (double) streams()),
                    runs,
                    machines(runs / (bigSteps * busy))));
        });
        return table.toString().replace("\r\n", "\n");
    }

    /** The sentences above the table. */
    String sentences() {
        return String.format(
                        Locale.ROOT,
                        "- A request of a lecture hall takes %s ms of processor time on average, and a step of a stream with two lanes %s ms.%n"
                                + "- A learner asks every %s seconds. A machine may be %.0f%% busy, so that it can take a sudden crowd.%n"
                                + "- So a machine with %d cores carries %,d learners, or %,d streams at a step a second.%n"
                                + "- A process needs %,d MB of memory, and the machine has %,d MB.%n"
                                + "- The price is an assumption: %d euros a month for such a machine, as of %s. Put in yours.%n",
                        text(request),
                        text(streamStep),
                        text(pause),
                        busy * 100,
                        machine.cores(),
                        learners(),
                        streams(),
                        memory,
                        machine.megabytes(),
                        machine.price(),
                        machine.from())
                .replace("\r\n", "\n");
    }

    private static String text(double number) {
        return number == Math.rint(number) ? Integer.toString((int) number) : Double.toString(number);
    }
}
