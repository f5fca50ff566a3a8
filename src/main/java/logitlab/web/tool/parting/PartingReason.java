package logitlab.web.tool.parting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.decoding.take.Exchange;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * Why two lanes took different tokens at a step.
 *
 * @param sentences the reason, and what suffices
 * @param trials the first lane with one thing of the second, and with each smallest set of things that suffices; empty if a person
 *     chose one of the tokens or a beam search did
 * @param places both tokens in both lanes
 */
public record PartingReason(List<String> sentences, List<Trial> trials, List<Place> places) {

    private static final int MOST_SETS = 3;

    /** @param change of the first lane @param token that it then takes @param suffices whether that is the second lane's token */
    public record Trial(String change, String token, boolean suffices) {}

    /** A token, and what each lane made of it. */
    public record Place(String token, String first, String second) {}

    static PartingReason of(Messages messages, LanePair pair, int at) {
        String own = pair.token(pair.first(), pair.taken(pair.first(), at));
        String other = pair.token(pair.second(), pair.taken(pair.second(), at));
        List<Place> places = places(messages, pair, at);
        List<String> byHand = pair.byHand(at);
        if (!byHand.isEmpty()) {
            return new PartingReason(
                    byHand.stream()
                            .map(name -> messages.say(
                                    "parting.by-hand",
                                    pair.title(name),
                                    pair.token(name, pair.taken(name, at)),
                                    pair.token(name, pair.lane(name).step(at).chosen())))
                            .toList(),
                    List.of(),
                    places);
        }
        List<String> searched = Stream.of(pair.first(), pair.second())
                .filter(name -> pair.lane(name).decoder() == Decoder.BEAM)
                .map(name -> messages.say(
                        "parting.searched", pair.title(name), pair.token(name, pair.taken(name, at))))
                .toList();
        if (!searched.isEmpty()) {
            return new PartingReason(searched, List.of(), places);
        }
        Exchange exchange = pair.exchange(at);
        List<Set<String>> smallest = exchange.smallest();
        List<String> sentences = new ArrayList<>();
        because(messages, pair, at, smallest.get(0)).ifPresent(sentences::add);
        sentences.add(messages.say(
                "parting.suffices",
                pair.title(pair.first()),
                other,
                smallest.stream()
                        .limit(MOST_SETS)
                        .map(set -> named(messages, pair, set))
                        .collect(Collectors.joining(messages.say("parting.or")))));
        return new PartingReason(sentences, trials(messages, pair, exchange, smallest), places);
    }

    /** What happened to the token that one lane took and the other did not. */
    private static Optional<String> because(Messages messages, LanePair pair, int at, Set<String> things) {
        for (String name : List.of(pair.second(), pair.first())) {
            String theirs = name.equals(pair.first()) ? pair.second() : pair.first();
            int id = pair.taken(theirs, at);
            Lane lane = pair.lane(name);
            if (lane.decoder() == Decoder.SAMPLE && pair.known(id)) {
                Optional<String> cut = lane.step(at).candidate(id).droppedBy();
                if (cut.isPresent()) {
                    return Optional.of(messages.say(
                            "parting.cut",
                            pair.token(theirs, id),
                            messages.say("take.name." + cut.get()),
                            pair.title(name)));
                }
            }
        }
        if (things.contains(Exchange.DECODER)) {
            return passed(messages, pair, at);
        }
        if (things.contains(Exchange.LOGITS)) {
            return Optional.of(messages.say("parting.logits", named(messages, pair, Set.of(Exchange.LOGITS))));
        }
        return Optional.of(messages.say("parting.moved", named(messages, pair, things)));
    }

    /** That the draw of one lane is beyond the interval of the token that greedy decoding took in the other, if it is. */
    private static Optional<String> passed(Messages messages, LanePair pair, int at) {
        boolean drawn = pair.lane(pair.second()).decoder() == Decoder.SAMPLE;
        String draws = drawn ? pair.second() : pair.first();
        String greedy = drawn ? pair.first() : pair.second();
        int best = pair.taken(greedy, at);
        Step step = pair.lane(draws).step(at);
        double u = step.draw().u();
        return Optional.of(best)
                .filter(pair::known)
                .map(id -> step.candidate(id).cumulative().orElse(1))
                .filter(end -> end <= u)
                .map(end -> messages.say(
                        "parting.drawn",
                        pair.title(draws),
                        Numbers.share(u),
                        pair.token(greedy, best),
                        Numbers.share(end)));
    }

    private static List<Trial> trials(Messages messages, LanePair pair, Exchange exchange, List<Set<String>> smallest) {
        Stream<Set<String>> single = exchange.differing().stream().map(Set::of);
        Stream<Set<String>> several =
                smallest.stream().filter(set -> set.size() > 1).limit(MOST_SETS);
        return Stream.concat(single, several)
                .map(set -> new Trial(
                        named(messages, pair, set),
                        pair.token(set.contains(Exchange.LOGITS) ? pair.second() : pair.first(), exchange.chosen(set)),
                        exchange.suffices(set)))
                .toList();
    }

    /** {@code sampling, temperature 0.8 and top-p 0.95}. */
    private static String named(Messages messages, LanePair pair, Collection<String> things) {
        List<String> names =
                things.stream().map(thing -> named(messages, pair, thing)).toList();
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : String.join(messages.say("parting.comma"), names.subList(0, last))
                        + messages.say("take.and")
                        + names.get(last);
    }

    /** {@code temperature 0.8}: one thing of the second lane. */
    private static String named(Messages messages, LanePair pair, String thing) {
        Lane second = pair.lane(pair.second());
        String title = pair.title(pair.second());
        if (thing.equals(Exchange.LOGITS)) {
            boolean sameModel =
                    pair.lane(pair.first()).model().id().equals(second.model().id());
            return sameModel
                    ? messages.say("parting.thing.switches", title)
                    : messages.say("parting.thing.model", second.model().card().name());
        }
        if (thing.equals(Exchange.DECODER)) {
            return messages.say("parting.thing." + second.decoder().key());
        }
        if (thing.equals(Exchange.BIAS)) {
            return messages.say("parting.thing.bias", title);
        }
        String name = messages.say("take.name." + thing);
        boolean off = !thing.equals("temperature") && !thing.equals("repetition-penalty"); // these are 1 if left out
        return Optional.ofNullable(second.settings().toMap().get(thing))
                .map(value -> messages.say("parting.thing.set", name, value))
                .orElseGet(() -> messages.say(off ? "parting.thing.off" : "parting.thing.set", name, "1"));
    }

    private static List<Place> places(Messages messages, LanePair pair, int at) {
        return Stream.of(pair.first(), pair.second())
                .map(name -> {
                    int id = pair.taken(name, at);
                    return new Place(
                            pair.token(name, id),
                            place(messages, pair, pair.first(), name, id, at),
                            place(messages, pair, pair.second(), name, id, at));
                })
                .toList();
    }

    /** Where a token of {@code owner} is in the lane {@code name}. */
    private static String place(Messages messages, LanePair pair, String name, String owner, int id, int at) {
        if (!name.equals(owner) && !pair.known(id)) {
            return messages.say("parting.place.unknown");
        }
        Candidate candidate = pair.lane(name).step(at).candidate(id);
        if (!pair.lane(name).decoder().draws()) {
            return messages.say("parting.place.rank", Sentences.rank(messages, candidate.rank()));
        }
        return candidate.kept()
                ? messages.say(
                        "parting.place.interval",
                        Numbers.share(candidate.from().getAsDouble()),
                        Numbers.share(candidate.cumulative().getAsDouble()))
                : candidate
                        .droppedBy()
                        .map(by -> messages.say("verdict.dropped." + by))
                        .orElseGet(() -> messages.say("verdict.banned"));
    }
}
