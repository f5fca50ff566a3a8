package logitlab.web.step;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.beam.ModelBeams;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.view.TokenText;

/**
 * An opened link: its lanes, each on its own model or the link's, with all the steps that the link asks for.
 *
 * <p>Every button is a link, too: Step asks for one more step, a changed setting keeps the ids before the step looked at and
 * leaves that step to be chosen again, a new prompt has no ids at all. So a single rule is enough: the missing steps are
 * computed here.
 *
 * @param link the complete link of what is shown
 */
public record OpenedLink(PlayLink link, LanguageModel model, Prefix prompt, SortedMap<String, Lane> lanes) {

    /** @throws InvalidValueException if the link does not fit: an unknown model, ids outside the vocabulary, too many steps */
    public static OpenedLink open(PlayLink link, Models models) {
        return open(link, models, Permit.AT_ONCE);
    }

    /** The same as long work. @param permit for each run of a search, for opening each other lane, and for its steps */
    public static OpenedLink open(PlayLink link, Models models, Permit permit) {
        LanguageModel model = link.model().map(models::get).orElseGet(models::first);
        Prefix prompt = link.prompt().read(model);
        requireFits(link.tree(), model, prompt);
        SortedMap<String, Lane> lanes = new TreeMap<>();
        link.lanes().forEach((name, lane) -> {
            LanguageModel own =
                    PlayLink.naming(name, () -> lane.model().map(models::get).orElse(model));
            Prefix start = own == model ? prompt : link.prompt().read(own);
            lanes.put(name, PlayLink.naming(name, () -> open(link, lane, own, start, permit)));
        });
        prepare(link, lanes, permit);
        lanes.replaceAll((name, lane) -> PlayLink.naming(name, () -> run(link, lane, permit)));
        int at = Math.max(0, Math.min(link.at(), last(lanes)));
        if (at < link.at() && link.searches()) { // with fewer steps a search may find another text
            return open(link.at(at).searchedAnew(), models, permit);
        }
        PlayLink completed = link.at(at).on(model);
        return new OpenedLink(completed.lanes(completedLanes(link, lanes)), model, prompt, lanes);
    }

    /** @throws InvalidValueException naming {@code tree}, if a path cannot follow the prompt */
    public void requireFits(PathTree tree) {
        requireFits(tree, model, prompt);
    }

    private static void requireFits(PathTree tree, LanguageModel model, Prefix prompt) {
        try {
            tree.paths().forEach(path -> Lane.requireIdsFit(model, prompt, path));
        } catch (InvalidValueException misfit) {
            throw new InvalidValueException(PathTree.KEY, misfit.constraint(), misfit.value());
        }
    }

    private static Lane open(PlayLink link, LaneLink lane, LanguageModel model, Prefix prompt, Permit permit) {
        LanguageModel switched = model.with(lane.switches());
        if (lane.decoder() == Decoder.BEAM) {
            return search(link, lane, switched, prompt, permit);
        }
        Lane opened =
                permit.run(() -> Lane.open(switched, prompt, lane.ids(), lane.decoder(), lane.settings(), link.seed()));
        if (missing(link, opened) > PlayLink.MOST_STEPS) {
            throw new InvalidValueException(
                    "at", new Constraint("at-most-steps-ahead", PlayLink.MOST_STEPS), Integer.toString(link.at()));
        }
        return opened;
    }

    /** How many steps a lane must take to have the step that a link looks at. */
    private static int missing(PlayLink link, Lane lane) {
        return lane.search().isPresent() || lane.finished().isPresent()
                ? 0
                : link.at() + 1 - lane.ids().size();
    }

    /** Computes the logits of the lanes' next step together, where they use one model. */
    private static void prepare(PlayLink link, SortedMap<String, Lane> lanes, Permit permit) {
        lanes.values().stream()
                .filter(lane -> missing(link, lane) > 0)
                .collect(Collectors.groupingBy(lane -> lane.model().key()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> permit.run(() -> {
                    same.get(0).model().prepare(same.stream().map(Lane::text).toList());
                    return same;
                }));
    }

    private static Lane run(PlayLink link, Lane lane, Permit permit) {
        int missing = missing(link, lane);
        return missing > 0 ? permit.run(() -> lane.run(missing)) : lane;
    }

    /** The best text after as many steps as the link looks at, or as the search may have. */
    private static Lane search(PlayLink link, LaneLink lane, LanguageModel model, Prefix prompt, Permit permit) {
        int steps = Math.min(link.at() + 1, Math.min((int) ModelBeams.STEPS.max(), ModelBeams.room(model, prompt)));
        BeamSearch search = ModelBeams.search(model, prompt, lane.beams(), steps, permit);
        return permit.run(() -> Lane.found(model, prompt, search, lane.ids(), steps, link.seed()));
    }

    private static SortedMap<String, LaneLink> completedLanes(PlayLink link, SortedMap<String, Lane> lanes) {
        SortedMap<String, LaneLink> completed = new TreeMap<>();
        lanes.forEach((name, lane) -> completed.put(
                name, link.lanes().get(name).on(lane.model().card().digest()).with(lane.ids())));
        return completed;
    }

    /** Whether every token in every lane is the one that its settings and the seed choose, except for those marked as chosen by hand. */
    public boolean verified() {
        return lanes.keySet().stream().allMatch(name -> differingSteps(name).isEmpty());
    }

    /** The steps of a lane whose token its settings and the seed would not choose, and which are not marked as chosen by hand. */
    public List<Integer> differingSteps(String name) {
        return lanes.get(name).differingSteps().stream()
                .filter(step -> !forcedSteps(name).contains(step))
                .toList();
    }

    /** The steps of a lane whose token a person chose. */
    public List<Integer> forcedSteps(String name) {
        return link.lanes().get(name).forced();
    }

    /** Whether another step can be taken in some lane. */
    public boolean canStep() {
        return link.at() < last() || lanes.values().stream().anyMatch(OpenedLink::canGrow);
    }

    private static boolean canGrow(Lane lane) {
        return lane.finished().isEmpty() && !ModelBeams.hasMostSteps(lane);
    }

    /** The last step that any lane has taken; -1 if none could take one. */
    public int last() {
        return last(lanes);
    }

    private static int last(SortedMap<String, Lane> lanes) {
        return lanes.values().stream().mapToInt(lane -> lane.ids().size()).max().orElse(0) - 1;
    }

    /** A token of a lane's vocabulary as the page shows it. */
    public String token(String lane, int id) {
        return TokenText.visible(lanes.get(lane).model().tokenizer().token(id));
    }

    /** The draw of the step looked at, the same for every lane. */
    public Draw draw() {
        return new Draw(link.seed(), link.at());
    }

    /** The names of the lanes that chose a token at the step looked at. */
    public List<String> lanesAtStep() {
        return lanes.keySet().stream()
                .filter(name -> lanes.get(name).ids().size() > link.at())
                .toList();
    }
}
