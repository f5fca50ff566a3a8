package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.model.FinalNorm;
import logitlab.model.Gates;
import logitlab.model.HeadSteps;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.explain.Bill;
import logitlab.model.explain.BillPair;
import logitlab.model.explain.FinerLens;
import logitlab.web.Messages;
import logitlab.web.inside.Unavailable;

/**
 * Where the logits at a position come from. What the package does not expose is an empty list, and {@code missing} says why.
 *
 * @param rendered as in {@link NextAnswer}
 * @param target the token whose logit is explained, {@code against} the one that it is compared with
 * @param parts of both logits
 * @param sum of the parts, which is the logit up to what floats round; left out without parts, as is {@code normScale}
 * @param normScale the factor of the final norm, which the parts share
 * @param lens what the model would say after each attention and each MLP
 * @param attention of every head, from position 0 to {@code position}
 * @param gates of each layer of an LSTM, left out for all other models
 * @param logits the whole vector, and {@code vectors}: left out unless the request asks for them
 */
record InspectAnswer(
        int[] promptIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) String rendered,
        List<NextAnswer.PrefixToken> prefixTokens,
        int position,
        LogitOf target,
        LogitOf against,
        List<PartAnswer> parts,
        @JsonInclude(JsonInclude.Include.NON_NULL) Sum sum,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double normScale,
        List<LensPoint> lens,
        List<HeadAnswer> attention,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<GatesAnswer> gates,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> logits,
        @JsonInclude(JsonInclude.Include.NON_NULL) InspectVectors vectors,
        List<Lack> missing) {

    private static final Draw NO_DRAW = new Draw(0, 0);

    /** How much a request asks for. @param top how many tokens or numbers each list of the largest has */
    record Detail(int top, boolean logits, boolean vectors) {}

    record LogitOf(int id, String token, double logit) {}

    record Sum(double target, double against) {}

    record Lack(String what, String why) {}

    /** One part. Keys that do not apply are left out. @param from of a head that is split by positions */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartAnswer(
            String kind,
            Integer layer,
            Integer head,
            Integer unit,
            double target,
            double against,
            List<FromPosition> from) {

        static PartAnswer of(Bill.Part target, Bill.Part against) {
            boolean head = target.kind() == Bill.Kind.HEAD;
            boolean unit = target.kind() == Bill.Kind.UNIT;
            return new PartAnswer(
                    target.kind().name().toLowerCase(Locale.ROOT),
                    target.layer() > 0 ? target.layer() : null,
                    head ? target.number() : null,
                    unit ? target.number() : null,
                    target.amount(),
                    against.amount(),
                    target.from().isEmpty()
                            ? null
                            : IntStream.range(0, target.from().size())
                                    .mapToObj(at -> new FromPosition(
                                            at,
                                            target.from().get(at),
                                            against.from().get(at)))
                                    .toList());
        }
    }

    record FromPosition(int position, double target, double against) {}

    /** @param layer left out after the embedding */
    record LensPoint(
            String after,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer layer,
            int rankOfTarget,
            List<LensToken> top) {}

    record LensToken(int id, String token, double logit, double probability) {}

    /**
     * @param scores {@code q . k / sqrt(d)}, empty if the queries and keys are not exposed; {@code weights} their softmax
     * @param width {@code d}, and {@code terms} the largest of the score with the largest weight: left out without vectors
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HeadAnswer(
            int layer, int head, List<Double> scores, List<Double> weights, Integer width, List<HeadSteps.Term> terms) {

        static HeadAnswer of(Inspection seen, int layer, int head, int position, Detail detail) {
            Optional<HeadSteps> steps = HeadSteps.of(seen, layer, head, position);
            Optional<HeadSteps> shown = steps.filter(all -> detail.vectors());
            return new HeadAnswer(
                    layer,
                    head + 1,
                    steps.map(HeadSteps::scores).orElse(List.of()),
                    seen.attention(layer, OptionalInt.of(head), position),
                    shown.map(all -> all.query().size()).orElse(null),
                    shown.map(all -> all.terms(all.strongest(), detail.top())).orElse(null));
        }
    }

    /** The four gates of a layer at the position, after their activations. */
    record GatesAnswer(int layer, double[] input, double[] forget, double[] cell, double[] output) {

        static GatesAnswer of(int layer, Gates gates) {
            return new GatesAnswer(
                    layer,
                    InspectVectors.numbers(gates.input()),
                    InspectVectors.numbers(gates.forget()),
                    InspectVectors.numbers(gates.cell()),
                    InspectVectors.numbers(gates.output()));
        }
    }

    /**
     * @param prompt the typed text with its start tokens
     * @param text the prompt and the tokens after it
     * @param target by default the token that greedy decoding takes, {@code against} the best of the others
     */
    static InspectAnswer of(
            Messages messages,
            LanguageModel model,
            Prefix prompt,
            String rendered,
            Prefix text,
            int position,
            OptionalInt target,
            OptionalInt against,
            Detail detail) {
        Logits logits = model.logits(text.first(position + 1));
        int one = target.orElse(logits.argmax());
        new KnownIds(logits.size()).requirePair(OptionalInt.of(one), against);
        int other = against.orElse(BillPair.runnerUp(logits, one));
        Optional<Inspection> seen = model.inspectIfShort(text, position, Bill.GROUPS);
        Optional<BillPair> bills = seen.flatMap(inside -> BillPair.of(model, inside, position, one, other));
        List<LensPoint> lens = seen.map(inside -> lens(model, inside, position, one, detail.top()))
                .orElse(List.of());
        List<HeadAnswer> heads =
                seen.map(inside -> heads(inside, position, detail)).orElse(List.of());
        List<GatesAnswer> gates = seen.map(inside -> gates(inside, position)).orElse(List.of());
        return new InspectAnswer(
                prompt.ids().toArray(),
                rendered,
                NextAnswer.tokens(model, text),
                position,
                logitOf(model, logits, one),
                logitOf(model, logits, other),
                bills.map(InspectAnswer::parts).orElse(List.of()),
                bills.map(pair ->
                                new Sum(pair.ofTarget().sum(), pair.ofAgainst().sum()))
                        .orElse(null),
                bills.isPresent()
                        ? seen.flatMap(inside -> inside.finalNorm(position))
                                .map(FinalNorm::scale)
                                .orElse(null)
                        : null,
                lens,
                heads,
                model.recurrent() ? gates : null,
                detail.logits() ? Arrays.stream(logits.toArray()).boxed().toList() : null,
                detail.vectors()
                        ? seen.map(inside -> InspectVectors.of(model, inside, text, position, detail.top()))
                                .orElse(null)
                        : null,
                (seen.isPresent()
                                ? InspectLacks.of(model, seen.get(), position, bills, lens, heads, gates)
                                : InspectLacks.everything(model))
                        .entrySet().stream()
                                .map(lack -> new Lack(
                                        lack.getKey(),
                                        Unavailable.sentence(messages, model, text.size(), lack.getValue())))
                                .toList());
    }

    private static LogitOf logitOf(LanguageModel model, Logits logits, int id) {
        return new LogitOf(id, model.tokenizer().token(id).text(), logits.at(id));
    }

    private static List<PartAnswer> parts(BillPair pair) {
        return IntStream.range(0, pair.ofTarget().parts().size())
                .mapToObj(i -> PartAnswer.of(
                        pair.ofTarget().parts().get(i), pair.ofAgainst().parts().get(i)))
                .toList();
    }

    private static List<LensPoint> lens(LanguageModel model, Inspection seen, int position, int target, int top) {
        return model.outputTable().map(table -> FinerLens.of(seen, position, table)).orElse(List.of()).stream()
                .map(point -> {
                    Step step = Step.of(point.logits(), Prefix.EMPTY, List.of(), NO_DRAW);
                    return new LensPoint(
                            point.after().name().toLowerCase(Locale.ROOT),
                            point.layer() > 0 ? point.layer() : null,
                            step.candidate(target).rank(),
                            step.best(top).stream()
                                    .limit(top)
                                    .map(candidate -> new LensToken(
                                            candidate.id(),
                                            model.tokenizer()
                                                    .token(candidate.id())
                                                    .text(),
                                            candidate.logit(),
                                            candidate.modelProbability()))
                                    .toList());
                })
                .toList();
    }

    private static List<HeadAnswer> heads(Inspection seen, int position, Detail detail) {
        List<HeadAnswer> heads = new ArrayList<>();
        for (int layer = 1; layer <= seen.layers(); layer++) {
            for (int head = 0; head < seen.heads(layer); head++) {
                heads.add(HeadAnswer.of(seen, layer, head, position, detail));
            }
        }
        return List.copyOf(heads);
    }

    private static List<GatesAnswer> gates(Inspection seen, int position) {
        return IntStream.rangeClosed(1, seen.layers())
                .boxed()
                .flatMap(layer -> seen.gates(layer, position).map(gates -> GatesAnswer.of(layer, gates)).stream())
                .toList();
    }
}
