package logitlab.model.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.model.FinalNorm;
import logitlab.model.Inspection;
import logitlab.model.Inspection.Group;
import logitlab.model.OutputRow;
import logitlab.model.Vector;

/**
 * The bill of a logit: what each part of a network added to it, at one position. Immutable.
 *
 * <p>A transformer adds up vectors of the shape {@code [width]}, so the last vector is {@code x = sum_p part_p}. With the scale of the
 * final norm frozen at its actual value, the rest of the way to the logit is linear, and so
 *
 * <pre>
 * logit = sum_p scale * sum_i weight_i * (part_p,i - mean(part_p)) * row_i + bias . row + output bias
 * </pre>
 *
 * <p>without the mean for an RMSNorm. What a head adds is a sum over the positions that it takes from. All is computed in double
 * precision from the floats of the network.
 *
 * <p>A layer that does not expose its heads and its MLP is one part. If the last vector of a recurrent network is the hidden state
 * itself, nothing was added up, and the parts are its hidden units: unit i adds {@code x_i * direction_i}.
 *
 * <p>Source: Elhage et al., A mathematical framework for transformer circuits, 2021, on direct logit attribution.
 *
 * <pre>
 * Bill.of(inspection, 8, row).orElseThrow().sum()   is the logit, up to what floats round
 * </pre>
 *
 * @param parts in the order in which the network adds them
 */
public record Bill(List<Part> parts) {

    /** What an inspection must have read for the most detailed bill. */
    public static final Set<Group> GROUPS = Set.of(Group.values());

    private static final double SAME = 1e-4;

    /** What a part is. */
    public enum Kind {
        /** The last token's own row of the token table. */
        TOKEN,
        /** The row of its position. */
        POSITION,
        HEAD,
        /** The bias of the attention's output projection. */
        ATTENTION_BIAS,
        /** An MLP with its bias. */
        MLP,
        /** All that a layer adds, if it does not show more. */
        LAYER,
        /** A hidden unit of a recurrent network. */
        UNIT,
        /** The units that are not listed. */
        EVERYTHING_ELSE,
        NORM_BIAS,
        /** The bias of the output table, 0 if it has none. */
        OUTPUT_BIAS
    }

    /**
     * One line of a bill.
     *
     * @param layer from 1; 0 if it belongs to none
     * @param number of the head or the unit, from 1; 0 for all other kinds
     * @param amount what it adds to the logit
     * @param from what a head adds because of each position, from 0 on; empty if that is not known
     */
    public record Part(Kind kind, int layer, int number, double amount, List<Double> from) {

        public Part {
            from = List.copyOf(from);
        }

        static Part of(Kind kind, int layer, int number, double amount) {
            return new Part(kind, layer, number, amount, List.of());
        }

        /** The position from which a head got most to its own side; empty if it is not split. */
        public OptionalInt strongest() {
            double side = Math.signum(amount);
            return IntStream.range(0, from.size())
                    .reduce((best, at) -> from.get(at) * side > from.get(best) * side ? at : best);
        }

        private Part minus(Part other) {
            List<Double> differences = IntStream.range(0, from.size())
                    .mapToObj(at -> from.get(at) - other.from.get(at))
                    .toList();
            return new Part(kind, layer, number, amount - other.amount, differences);
        }
    }

    public Bill {
        parts = List.copyOf(parts);
    }

    /** What a look at a position must read: what a bill and a head's reasons need only if it shows one of them. */
    public static Set<Group> groups(OptionalInt target, OptionalInt head) {
        return target.isPresent() || head.isPresent() ? GROUPS : Group.USUAL;
    }

    /**
     * The bill of the token whose output row is given.
     *
     * @param seen with {@link #GROUPS}
     * @param position from 0
     * @return empty if the package does not expose its final norm, its embedding, or what a layer adds
     */
    public static Optional<Bill> of(Inspection seen, int position, OutputRow row) {
        return seen.finalNorm(position).flatMap(norm -> {
            FinalNorm.Direction direction = norm.direction(row.row());
            return parts(seen, position, direction).map(parts -> {
                List<Part> all = new ArrayList<>(parts);
                norm.bias().ifPresent(bias -> all.add(Part.of(Kind.NORM_BIAS, 0, 0, bias.dot(row.row()))));
                all.add(Part.of(Kind.OUTPUT_BIAS, 0, 0, row.bias()));
                return new Bill(all);
            });
        });
    }

    private static Optional<List<Part>> parts(Inspection seen, int position, FinalNorm.Direction direction) {
        Optional<Vector> units = units(seen, position);
        if (units.isPresent()) {
            return Optional.of(IntStream.range(0, direction.size())
                    .mapToObj(i ->
                            Part.of(Kind.UNIT, seen.layers(), i + 1, units.get().at(i) * direction.at(i)))
                    .toList());
        }
        List<Part> parts = new ArrayList<>();
        seen.embedding(position).ifPresent(token -> parts.add(Part.of(Kind.TOKEN, 0, 0, direction.of(token))));
        seen.positionEmbedding(position)
                .ifPresent(learned -> parts.add(Part.of(Kind.POSITION, 0, 0, direction.of(learned))));
        for (int layer = 1; layer <= seen.layers(); layer++) {
            List<Part> added = layer(seen, layer, position, direction);
            if (added.isEmpty()) {
                return Optional.empty();
            }
            parts.addAll(added);
        }
        return seen.embedding(position).map(token -> parts);
    }

    /** The last vector of a recurrent network, if it is the hidden state of the last layer itself. */
    private static Optional<Vector> units(Inspection seen, int position) {
        int last = seen.layers();
        return seen.hidden(last, position)
                .filter(x -> seen.cellState(last, position)
                        .filter(state -> same(state.hidden(), x))
                        .isPresent());
    }

    private static boolean same(Vector one, Vector other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> Math.abs(one.at(i) - other.at(i)) < SAME);
    }

    private static List<Part> layer(Inspection seen, int layer, int position, FinalNorm.Direction direction) {
        if (!seen.showsParts(layer)) {
            return whole(seen, layer, position, direction);
        }
        List<Part> parts = new ArrayList<>();
        for (int head = 0; head < seen.heads(layer); head++) {
            parts.add(head(seen, layer, head, position, direction));
        }
        seen.attentionBias(layer)
                .ifPresent(bias -> parts.add(Part.of(Kind.ATTENTION_BIAS, layer, 0, direction.of(bias))));
        seen.mlpOutput(layer, position).ifPresent(mlp -> parts.add(Part.of(Kind.MLP, layer, 0, direction.of(mlp))));
        return parts;
    }

    private static Part head(Inspection seen, int layer, int head, int position, FinalNorm.Direction direction) {
        List<Double> from = seen.headLogits(layer, head, position, direction);
        return from.isEmpty()
                ? Part.of(
                        Kind.HEAD,
                        layer,
                        head + 1,
                        direction.of(seen.headOutput(layer, head, position).orElseThrow()))
                : new Part(Kind.HEAD, layer, head + 1, sum(from), from);
    }

    private static List<Part> whole(Inspection seen, int layer, int position, FinalNorm.Direction direction) {
        return seen.hidden(layer, position)
                .flatMap(after -> seen.hidden(layer - 1, position)
                        .filter(before -> before.size() == after.size())
                        .map(before -> direction.of(after) - direction.of(before)))
                .map(amount -> List.of(Part.of(Kind.LAYER, layer, 0, amount)))
                .orElse(List.of());
    }

    private static double sum(List<Double> amounts) {
        return amounts.stream().mapToDouble(amount -> amount).sum();
    }

    /** The logit, or the difference of two. */
    public double sum() {
        return amounts(part -> true).sum();
    }

    /** What some of the parts add together. */
    public double sum(Predicate<Part> which) {
        return amounts(which).sum();
    }

    private DoubleStream amounts(Predicate<Part> which) {
        return parts.stream().filter(which).mapToDouble(Part::amount);
    }

    /**
     * The bill of a difference: what each part added to one logit more than to the other. What it adds to the logits of all tokens alike
     * cancels.
     *
     * @param other of the same position with the same switches
     */
    public Bill minus(Bill other) {
        return new Bill(IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i).minus(other.parts.get(i)))
                .toList());
    }

    /** The parts that moved the sum most to its own side, the largest first: what decided it. */
    public List<Part> decisive(int most) {
        return toward(Math.signum(sum()), most);
    }

    /** The parts that moved the sum most to the other side, the largest first. */
    public List<Part> opposing(int most) {
        return toward(-Math.signum(sum()), most);
    }

    private List<Part> toward(double side, int most) {
        return parts.stream()
                .filter(part -> part.amount() * side > 0)
                .sorted(Comparator.comparingDouble(part -> -part.amount() * side))
                .limit(most)
                .toList();
    }

    /** The same with only those {@code most} units that added or took most; all others become one part. */
    public Bill withUnits(int most) {
        List<Part> largest = parts.stream()
                .filter(part -> part.kind() == Kind.UNIT)
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.amount())))
                .limit(most)
                .toList();
        return withUnits(largest.stream().map(Part::number).toList());
    }

    /** The same with only the units of these numbers. */
    public Bill withUnits(List<Integer> numbers) {
        Predicate<Part> left = part -> part.kind() == Kind.UNIT && !numbers.contains(part.number());
        if (parts.stream().noneMatch(left)) {
            return this;
        }
        List<Part> kept = new ArrayList<>(parts.stream()
                .filter(left.negate())
                .filter(part -> part.kind() == Kind.UNIT)
                .toList());
        kept.add(Part.of(Kind.EVERYTHING_ELSE, kept.isEmpty() ? 0 : kept.get(0).layer(), 0, sum(left)));
        parts.stream().filter(part -> part.kind() != Kind.UNIT).forEach(kept::add);
        return new Bill(kept);
    }
}
