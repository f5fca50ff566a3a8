package logitlab.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Ranking;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Histogram;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Where the numbers of the look inside come from: for each place of the page, the figures that the API answers for it. This is the one
 * list of what a page derives from an answer: a softmax, a difference, a sum by layer, a mean over heads or cells, the length of a
 * vector, a rank counted from 1.
 */
final class InsideFigures {

    /** A place of the page. @param figures the only numbers that may stand in it */
    private record Area(Evaluator place, BiFunction<InsideFigures, Element, DoubleStream> figures) {

        Area(String selector, BiFunction<InsideFigures, Element, DoubleStream> figures) {
            this(QueryParser.parse(selector), figures);
        }
    }

    private static final int LOOKS = 24; // positions in a list; a matrix has room for 12, the drawings for 8 and 5
    private static final int BINS = 48;
    private static final int BEST = 6; // tokens in the drawing and in the table of the softmax
    private static final double STRONGEST = 2.5; // shade of a vector, in root mean squares
    private static final Pattern QUOTED = Pattern.compile("“([^”]*)”");
    private static final Pattern LAYER = Pattern.compile("[Ll]ayer (\\d+)");

    /** The first that contains an element counts. */
    private static final List<Area> AREAS = List.of(
            // the bill
            new Area(".bill__target", (page, in) -> DoubleStream.of(number(page.part(in), "target"))),
            new Area(".bill__against", (page, in) -> DoubleStream.of(number(page.part(in), "against"))),
            new Area(".bill__difference", (page, in) -> DoubleStream.of(difference(page.part(in)))),
            new Area(
                    ".bill__source",
                    (page, in) -> nodes(page.part(in).get("from")).mapToDouble(page::amount)),
            new Area(".bill__group", (page, in) -> page.ofLayer(in)),
            new Area(
                    ".bill__amount",
                    (page, in) -> DoubleStream.of(page.bars().get(in.parent().elementSiblingIndex()))),
            new Area(".bill__says", (page, in) -> page.ofBill()),
            new Area(
                    ".bill__path ~ .scroll tr",
                    (page, in) -> stop(page.answer.get("lens").get(in.elementSiblingIndex()))),
            new Area(".bill__parts ~ :not(.batch)", (page, in) -> DoubleStream.concat(page.means(), page.ranks())),
            // the layers
            new Area(".layer__answer", (page, in) -> page.cards(page.greedy, in).mapToDouble(InsideFigures::rank)),
            new Area(
                    ".layer .guess__share",
                    (page, in) -> page.cards(page.answer, in)
                            .mapToDouble(card -> card.get("top")
                                    .get(in.parent().elementSiblingIndex())
                                    .get("probability")
                                    .asDouble())),
            new Area(".layer", (page, in) -> DoubleStream.of(norm(page.layer(in.elementSiblingIndex())))),
            new Area(".vector rect", (page, in) -> DoubleStream.of(page.vector(in)[in.elementSiblingIndex()])),
            new Area(
                    ".vector td",
                    (page, in) -> DoubleStream.of(
                            page.vector(in)[8 * in.parent().elementSiblingIndex() + in.elementSiblingIndex() - 1])),
            new Area(".values th", (page, in) -> DoubleStream.of(8 * in.parent().elementSiblingIndex() + 1)),
            new Area(".vector__caption", (page, in) -> lengths(page.vector(in))),
            new Area(
                    ".nearest__cosine",
                    (page, in) -> DoubleStream.of(page.answer
                            .at("/vectors/nearest")
                            .get(in.parent().elementSiblingIndex())
                            .get("cosine")
                            .asDouble())),
            // attention
            new Area(
                    ".looks__weight",
                    (page, in) -> DoubleStream.of(sum(
                            page.weights(page.look.position()),
                            ranges(page.look.position(), LOOKS)
                                    .get(in.closest("li").elementSiblingIndex())))),
            new Area(".matrix", (page, in) -> page.matrix()),
            new Area(".opened .scores > :first-child tr", (page, in) -> page.term(in.elementSiblingIndex())),
            new Area(
                    ".opened .scores > :last-child tr",
                    (page, in) -> DoubleStream.of(
                            page.head().get("scores").get(page.scored(in)).asDouble(),
                            page.head().get("weights").get(page.scored(in)).asDouble())),
            new Area(".opened > .station__note", (page, in) -> page.reason()),
            // the picture
            new Area(".flow title", (page, in) -> page.taken(in.text())),
            new Area(".flow__id", (page, in) -> page.ids()),
            new Area(
                    ".flow",
                    (page, in) -> Stream.of(page.lastOfLayers(), page.best(page.logits), page.edges(24), page.layers())
                            .flatMapToDouble(each -> each)),
            // the logits
            new Area("#logits .score-table tr", (page, in) -> page.score(in)),
            new Area(".histogram", (page, in) -> page.edges(BINS)),
            new Area(".expected", (page, in) -> page.expected()),
            new Area(".batch .guess__share", (page, in) -> {
                Logits logits = logits(
                        in.closest("section").elementSiblingIndex() == page.firstText(in) ? page.answer : page.other);
                int id = id(logits, in.parent().elementSiblingIndex());
                return DoubleStream.of(logits.at(id), logits.probability(id));
            }),
            // the choice
            new Area("#choice tbody tr", (page, in) -> page.line(in)),
            new Area("#choice thead", (page, in) -> page.divided()),
            new Area(".choice__sentence", (page, in) -> page.drawn()),
            new Area(
                    "#choice",
                    (page, in) -> DoubleStream.concat(
                            page.best(page.last),
                            DoubleStream.of(
                                    page.next.get("sampled").asDouble(),
                                    page.next.get("greedy").asDouble()))),
            // what is switched
            new Area(".switches__says, .switches tbody tr", (page, in) -> page.changed(in)),
            new Area(
                    ".missing",
                    (page, in) -> page.look.switches().values().stream().mapToDouble(factor -> factor)),
            // the tokens
            new Area(".chip__id, .piece__id, #tokens .station__sentence, #embedding", (page, in) -> page.ids()),
            new Area("meta", (page, in) -> page.best(page.logits)));

    /** What a page is asked to show. @param layer as {@code head}, from 1 */
    record Look(
            String model,
            String prompt,
            List<Integer> tokens,
            int position,
            int layer,
            OptionalInt head,
            OptionalInt target,
            OptionalInt against,
            Map<String, Double> switches,
            String other,
            String decoder) {

        String query() {
            Map<String, String> keys = new TreeMap<>();
            keys.put("model", model);
            keys.put("prompt", prompt.replace(' ', '+'));
            keys.put("position", Integer.toString(position));
            keys.put("layer", Integer.toString(layer));
            keys.put("decoder", decoder);
            keys.put(
                    "ids",
                    String.join(
                            ".",
                            tokens.stream().map(id -> Integer.toString(id, 36)).toList()));
            keys.put("other", other.replace(' ', '+'));
            head.ifPresent(number -> keys.put("head", Integer.toString(number)));
            target.ifPresent(id -> keys.put("target", Integer.toString(id)));
            against.ifPresent(id -> keys.put("against", Integer.toString(id)));
            switches.forEach((place, factor) -> keys.put("switch." + place, Double.toString(factor)));
            keys.values().removeIf(String::isEmpty);
            return String.join(
                    "&", keys.entrySet().stream().map(Object::toString).toList());
        }

        private ObjectNode request(String text) {
            ObjectNode request = Api.JSON.createObjectNode().put("model", model).put("prompt", text);
            tokens.forEach(request.putArray("tokens")::add);
            return request;
        }

        private ObjectNode inspect(String text, boolean switched) {
            ObjectNode request =
                    request(text).put("top", 200).put("logits", true).put("vectors", true);
            if (switched) {
                switches.forEach(request.putObject("switches")::put);
            }
            return request;
        }
    }

    private final Look look;
    private final JsonNode answer; // about the tokens of the page
    private final JsonNode greedy; // about the token that greedy decoding takes
    private final JsonNode asTrained;
    private final JsonNode other; // about the second text
    private final List<JsonNode> positions; // up to the one of the page
    private final JsonNode next; // of /next: the step after the text
    private final Logits logits;
    private final Logits last;
    private final Map<Element, double[]> known = new IdentityHashMap<>();
    private final Map<String, double[]> weights = new HashMap<>();

    InsideFigures(Look look) {
        this.look = look;
        ObjectNode here = look.inspect(look.prompt(), true).put("position", look.position());
        greedy = inspect(here);
        asTrained = inspect(look.inspect(look.prompt(), false).put("position", look.position()));
        other = look.other().isEmpty()
                ? greedy
                : inspect(look.inspect(look.other(), true).put("position", look.position()));
        positions = IntStream.rangeClosed(0, look.position())
                .mapToObj(at -> inspect(look.inspect(look.prompt(), true)
                        .put("position", at)
                        .put("top", 1)
                        .put("logits", false)))
                .toList();
        last = logits(inspect(look.inspect(look.prompt(), true)));
        next = Api.post(
                        "next",
                        look.request(look.prompt())
                                .put("seed", 7)
                                .put("top", 200)
                                .toString())
                .ok();
        look.target().ifPresent(id -> here.put("target", id));
        look.against().ifPresent(id -> here.put("against", id));
        answer = inspect(here);
        logits = logits(answer);
    }

    private static JsonNode inspect(ObjectNode request) {
        return Api.post("inspect", request.toString()).ok();
    }

    private static Logits logits(JsonNode answer) {
        return Logits.of(
                nodes(answer.get("logits")).mapToDouble(JsonNode::asDouble).toArray());
    }

    /** @return empty if no place of the page contains the element */
    Optional<double[]> of(Element element) {
        return AREAS.stream()
                .filter(area -> element.closest(area.place()) != null)
                .findFirst()
                .map(area -> known.computeIfAbsent(
                        element.closest(area.place()),
                        place -> area.figures().apply(this, place).toArray()));
    }

    private static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static double number(JsonNode node, String key) {
        return node.get(key).asDouble();
    }

    private static double[] numbers(JsonNode array) {
        return nodes(array).mapToDouble(JsonNode::asDouble).toArray();
    }

    private static double difference(JsonNode part) {
        return number(part, "target") - number(part, "against");
    }

    /** What a bar or a sentence shows of a part. */
    private double amount(JsonNode part) {
        return look.against().isPresent() ? difference(part) : number(part, "target");
    }

    private Stream<JsonNode> parts(int layer) {
        return nodes(answer.get("parts"))
                .filter(part -> part.path("layer").asInt() == layer)
                .filter(part -> !part.get("kind").asText().equals("output_bias") || number(part, "target") != 0);
    }

    private static int layerOf(Element element) {
        String id = element.closest(".bill__group").id();
        return id.startsWith("bill-layer-") ? Integer.parseInt(id.replaceAll("\\D", "")) : 0;
    }

    private JsonNode part(Element element) {
        return parts(layerOf(element)).toList().get(element.closest("tr").elementSiblingIndex());
    }

    private DoubleStream ofLayer(Element element) {
        List<JsonNode> parts = parts(layerOf(element)).toList();
        return DoubleStream.of(
                parts.stream().mapToDouble(part -> number(part, "target")).sum(),
                parts.stream().mapToDouble(InsideFigures::difference).sum());
    }

    /** All heads of a layer and their bias are one bar; the last is the sum. */
    private List<Double> bars() {
        List<Double> bars = new ArrayList<>();
        int attended = 0;
        for (JsonNode part : answer.get("parts")) {
            int layer = part.path("layer").asInt();
            if (!part.get("kind").asText().matches("head|attention_bias")) {
                bars.add(amount(part));
            } else if (layer > attended) {
                attended = layer;
                bars.add(parts(layer)
                        .filter(each -> each.get("kind").asText().matches("head|attention_bias"))
                        .mapToDouble(this::amount)
                        .sum());
            }
        }
        bars.removeIf(amount -> amount == 0);
        bars.add(amount(answer.get("sum")));
        return bars;
    }

    private DoubleStream ofBill() {
        return DoubleStream.concat(
                DoubleStream.of(
                        answer.at("/sum/target").asDouble(),
                        Math.abs(difference(answer.get("sum"))),
                        number(answer, "norm_scale")),
                nodes(answer.get("parts"))
                        .flatMapToDouble(part -> DoubleStream.of(
                                number(part, "target"),
                                difference(part),
                                -difference(part),
                                Math.abs(difference(part)))));
    }

    private static double rank(JsonNode point) {
        return point.get("rank_of_target").asInt() + 1;
    }

    private static DoubleStream stop(JsonNode point) {
        return DoubleStream.of(rank(point), point.at("/top/0/probability").asDouble());
    }

    private DoubleStream ranks() {
        return DoubleStream.concat(
                nodes(answer.get("lens")).mapToDouble(InsideFigures::rank), DoubleStream.of(1, logits.size()));
    }

    /** What the gates of each layer of an LSTM let through, averaged over its cells. */
    private DoubleStream means() {
        return answer.has("gates")
                ? nodes(answer.get("gates"))
                        .flatMap(layer -> Stream.of("forget", "input", "output").map(layer::get))
                        .mapToDouble(
                                gate -> DoubleStream.of(numbers(gate)).average().orElseThrow())
                : DoubleStream.empty();
    }

    /** The point of the lens after the layer of a card. */
    private Stream<JsonNode> cards(JsonNode about, Element element) {
        int layer = element.closest(".layer").elementSiblingIndex();
        return nodes(about.get("lens"))
                .filter(point -> !point.get("after").asText().equals("attention")
                        && point.path("layer").asInt() == layer);
    }

    private double[] layer(int layer) {
        return numbers(answer.at("/vectors/layers").get(layer).get("values"));
    }

    /** The vector that a heat map or a table shows. */
    private double[] vector(Element element) {
        if (element.closest("#embedding") != null) {
            return numbers(answer.at("/vectors/token"));
        }
        int shown = element.closest(".opened").select(".vector").indexOf(element.closest(".vector"));
        return shown == 0
                ? layer(look.layer())
                : numbers(answer.at("/vectors/states").get(look.layer() - 1).get(shown == 1 ? "hidden" : "cell"));
    }

    private static double norm(double[] vector) {
        return Math.sqrt(DoubleStream.of(vector).map(x -> x * x).sum());
    }

    private static DoubleStream lengths(double[] vector) {
        return DoubleStream.of(norm(vector), STRONGEST * norm(vector) / Math.sqrt(vector.length));
    }

    /** The positions that have no room are one range: the first, a gap, and the last ones. */
    private static List<int[]> ranges(int position, int most) {
        int gap = position < most ? 0 : position - most + 2;
        return IntStream.rangeClosed(0, position)
                .filter(at -> gap == 0 || at < 2 || at > gap)
                .mapToObj(at -> new int[] {at, gap > 0 && at == 1 ? gap : at})
                .toList();
    }

    private static double sum(double[] weights, int[] range) {
        return IntStream.rangeClosed(range[0], range[1])
                .mapToDouble(at -> weights[at])
                .sum();
    }

    /** Averaged over the heads of a layer, unless the page shows one. */
    private double[] weights(int position, int layer, OptionalInt head) {
        return weights.computeIfAbsent(position + " " + layer + " " + head, key -> mean(position, layer, head));
    }

    private double[] mean(int position, int layer, OptionalInt head) {
        List<double[]> heads = nodes(positions.get(position).get("attention"))
                .filter(each -> each.get("layer").asInt() == layer)
                .filter(each -> head.isEmpty() || each.get("head").asInt() == head.getAsInt())
                .map(each -> numbers(each.get("weights")))
                .toList();
        return IntStream.rangeClosed(0, position)
                .mapToDouble(at -> heads.stream()
                        .mapToDouble(weights -> weights[at])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private double[] weights(int position) {
        return weights(position, look.layer(), look.head());
    }

    private JsonNode head() {
        return nodes(answer.get("attention"))
                .filter(each -> each.get("layer").asInt() == look.layer())
                .filter(each -> each.get("head").asInt() == look.head().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private int scored(Element row) {
        return ranges(look.position(), LOOKS).stream()
                .filter(range -> range[0] == range[1])
                .toList()
                .get(row.elementSiblingIndex())[0];
    }

    private DoubleStream term(int index) {
        JsonNode term = head().get("terms").get(index);
        return DoubleStream.of(
                number(term, "number"), number(term, "query"), number(term, "key"), number(term, "share"));
    }

    private DoubleStream reason() {
        double largest = DoubleStream.of(weights(look.position())).max().orElseThrow();
        if (look.head().isEmpty()) {
            return DoubleStream.of(largest);
        }
        double root = Math.sqrt(number(head(), "width"));
        double[] weights = numbers(head().get("weights"));
        int strongest = IntStream.range(0, weights.length)
                .reduce((best, at) -> weights[at] > weights[best] ? at : best)
                .orElseThrow();
        double score = head().get("scores").get(strongest).asDouble();
        return DoubleStream.of(largest, score * root, root, score, number(head(), "width"));
    }

    private DoubleStream matrix() {
        List<int[]> ranges = ranges(look.position(), 12);
        return ranges.stream()
                .filter(row -> row[0] == row[1])
                .flatMapToDouble(row -> ranges.stream()
                        .filter(range -> range[1] <= row[0])
                        .mapToDouble(range -> sum(weights(row[0]), range)));
    }

    /** What a ribbon or a layer of the picture says. */
    private DoubleStream taken(String title) {
        MatchResult layer = LAYER.matcher(title).results().findFirst().orElse(null);
        return layer == null || !title.contains("takes")
                ? lastOfLayers()
                : IntStream.of(8, 5)
                        .boxed()
                        .flatMap(most -> ranges(look.position(), most).stream())
                        .mapToDouble(range -> sum(
                                weights(look.position(), Integer.parseInt(layer.group(1)), OptionalInt.empty()),
                                range));
    }

    private DoubleStream ids() {
        return nodes(answer.get("prefix_tokens")).mapToDouble(token -> number(token, "id"));
    }

    private DoubleStream layers() {
        return IntStream.rangeClosed(1, answer.at("/vectors/layers").size()).asDoubleStream();
    }

    private DoubleStream lastOfLayers() {
        return nodes(answer.get("lens"))
                .filter(point -> !point.get("after").asText().equals("attention"))
                .mapToDouble(point -> point.at("/top/0/probability").asDouble());
    }

    private static int id(Logits logits, int rank) {
        return Ranking.of(logits).ids().skip(rank).findFirst().orElseThrow();
    }

    /** The probabilities of the best tokens, of the one that is marked, and of all others. */
    private DoubleStream best(Logits all) {
        List<Integer> best = Ranking.of(all).ids().limit(BEST).boxed().toList();
        int marked = marked();
        double sum = best.stream().mapToDouble(all::probability).sum();
        double without = sum - all.probability(best.get(BEST - 1)) + all.probability(marked);
        return DoubleStream.concat(
                best.stream().mapToDouble(all::probability),
                DoubleStream.of(all.probability(marked), 1 - sum, 1 - without));
    }

    /** The next token of the text, or after its end the token that is chosen. */
    private int marked() {
        JsonNode following = answer.get("prefix_tokens").get(look.position() + 1);
        return following == null ? chosen() : following.get("id").asInt();
    }

    private int chosen() {
        return next.get(look.decoder().equals("sample") ? "sampled" : "greedy").asInt();
    }

    /** The ends of the bins, which are round numbers. @param most bins */
    private DoubleStream edges(int most) {
        Histogram histogram = Histogram.of(Step.of(logits, Prefix.EMPTY, List.of(), new Draw(0, 0)), List.of(), most);
        return IntStream.rangeClosed(0, histogram.counts().size())
                .mapToDouble(bin -> histogram.from() + bin * histogram.width());
    }

    private DoubleStream score(Element row) {
        if (row.select("td").size() < 4) {
            return DoubleStream.empty();
        }
        int id = Integer.parseInt(row.select("td").get(1).text());
        return DoubleStream.of(id, Ranking.of(logits).rank(id) + 1, logits.at(id), logits.probability(id));
    }

    private DoubleStream expected() {
        int token = marked();
        return DoubleStream.of(
                logits.probability(logits.argmax()),
                logits.probability(token),
                Ranking.of(logits).rank(token) + 1,
                logits.crossEntropy(token));
    }

    private int firstText(Element element) {
        return element.closest(".batch").select("section").first().elementSiblingIndex();
    }

    private double exponential(int id) {
        return Math.exp(last.at(id) - last.max());
    }

    private double sampling(int id) {
        return nodes(next.get("candidates"))
                .filter(candidate -> candidate.get("id").asInt() == id)
                .mapToDouble(candidate -> number(candidate, "sampling_probability"))
                .findFirst()
                .orElse(0);
    }

    /** One of the best tokens, the chosen one after them, or all others together. */
    private DoubleStream line(Element row) {
        List<Integer> shown =
                new ArrayList<>(Ranking.of(last).ids().limit(BEST).boxed().toList());
        if (!shown.contains(chosen())) {
            shown.add(chosen());
        }
        int index = row.elementSiblingIndex();
        if (index < shown.size()) {
            int id = shown.get(index);
            return DoubleStream.of(
                    last.at(id), last.at(id) - last.max(), exponential(id), last.probability(id), sampling(id));
        }
        return DoubleStream.of(
                IntStream.range(0, last.size())
                        .filter(id -> !shown.contains(id))
                        .mapToDouble(this::exponential)
                        .sum(),
                1 - shown.stream().mapToDouble(last::probability).sum(),
                1 - shown.stream().mapToDouble(this::sampling).sum());
    }

    private DoubleStream divided() {
        return DoubleStream.of(
                last.max(),
                IntStream.range(0, last.size()).mapToDouble(this::exponential).sum());
    }

    /** The draw, and the interval of the token that it falls on. */
    private DoubleStream drawn() {
        return nodes(next.get("candidates"))
                .filter(candidate ->
                        candidate.get("id").asInt() == next.get("sampled").asInt())
                .flatMapToDouble(candidate -> DoubleStream.of(
                        number(next, "draw"),
                        number(candidate, "cumulative") - number(candidate, "sampling_probability"),
                        number(candidate, "cumulative")));
    }

    /** The probability of a token as trained and with the switches. */
    private DoubleStream changed(Element element) {
        String name = element.is("tr")
                ? element.selectFirst("th").text()
                : QUOTED.matcher(element.text())
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
        Logits before = logits(asTrained);
        return Stream.of(asTrained, answer)
                .flatMap(each ->
                        nodes(each.get("lens").get(each.get("lens").size() - 1).get("top")))
                .filter(token -> token.get("token").asText().replace(' ', '␣').equals(name))
                .limit(1)
                .map(token -> token.get("id").asInt())
                .flatMapToDouble(id -> DoubleStream.of(
                        before.probability(id),
                        logits.probability(id),
                        100 * (logits.probability(id) - before.probability(id)),
                        logits.logProbability(id) - before.logProbability(id)));
    }
}
