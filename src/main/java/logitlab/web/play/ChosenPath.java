package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.step.OpenedLink;

/**
 * What a visitor chooses by hand: two keys of forms and links that are not part of the link that they lead to.
 *
 * <pre>
 * choose=b.280       lane b takes token 280 at the step looked at
 * choose=b.draw      lane b takes what its settings and the draw choose there
 * path=b.1z.c0.7     lane b takes this path after the prompt; its ids are in base 36
 * </pre>
 *
 * <p>The later tokens of that lane are dropped, and the path that it leaves is kept in the link's tree.
 */
final class ChosenPath {

    private static final String CHOOSE = "choose";
    private static final String PATH = "path";
    static final Set<String> KEYS = Set.of(CHOOSE, PATH);

    private ChosenPath() {}

    /** The value of {@code choose} for a token. */
    static Map.Entry<String, String> parameter(String lane, int id) {
        return Map.entry(CHOOSE, lane + "." + id);
    }

    /**
     * Opens a link with what was chosen by hand.
     *
     * @param values the parameters of the link, perhaps with {@code choose} or {@code path}, which are removed
     * @param permit for the searches of beam lanes
     * @throws InvalidValueException if the link does not fit, there is no such lane or token, or the lane has no such step
     */
    static OpenedLink open(Map<String, String> values, Models models, Permit permit) {
        Optional<String> choose = Optional.ofNullable(values.remove(CHOOSE));
        Optional<String> path = Optional.ofNullable(values.remove(PATH));
        OpenedLink play = OpenedLink.open(PlayLink.parse(values, models), models, permit);
        if (choose.isPresent()) {
            play = OpenedLink.open(choose(play, choose.get()), models, permit);
        }
        return path.isPresent() ? onPath(play, path.get(), models, permit) : play;
    }

    private static PlayLink choose(OpenedLink play, String value) {
        String lane = lane(play, CHOOSE, value);
        if (!play.lanesAtStep().contains(lane)) {
            throw new InvalidValueException(CHOOSE, new Constraint("lane-at-step"), value);
        }
        String token = value.substring(2);
        if (token.equals("draw")) {
            return play.link().rewound(lane);
        }
        int vocabulary = play.lanes().get(lane).model().card().vocabularySize();
        if (!token.matches("\\d{1,9}") || Integer.parseInt(token) >= vocabulary) {
            throw new InvalidValueException(CHOOSE, new Constraint("lane-and-token", vocabulary - 1), value);
        }
        return play.link().choose(lane, Integer.parseInt(token));
    }

    /** Of the tokens after the parting, those that the settings and the seed would not choose count as chosen by hand. */
    private static OpenedLink onPath(OpenedLink play, String value, Models models, Permit permit) {
        String name = lane(play, PATH, value);
        LaneLink before = play.link().lanes().get(name);
        try {
            List<Integer> path = path(value.substring(2));
            OpenedLink opened = OpenedLink.open(play.link().open(name, path), models, permit);
            int parting = LaneLink.common(before.ids(), path);
            Stream<Integer> differing =
                    opened.lanes().get(name).differingSteps().stream().filter(step -> step >= parting);
            List<Integer> forced =
                    Stream.concat(opened.forcedSteps(name).stream(), differing).toList();
            return OpenedLink.open(opened.link().forced(name, forced), models, permit);
        } catch (InvalidValueException misfit) {
            throw Set.of(PathTree.KEY, name + ".ids").contains(misfit.field())
                    ? new InvalidValueException(PATH, misfit.constraint(), misfit.value())
                    : misfit;
        }
    }

    private static List<Integer> path(String text) {
        List<List<Integer>> paths = PathTree.parse(text).paths();
        if (paths.size() != 1) {
            throw new InvalidValueException(PATH, new Constraint("base-36"), text);
        }
        return paths.get(0);
    }

    private static String lane(OpenedLink play, String key, String value) {
        return play.lanes().keySet().stream()
                .filter(name -> value.startsWith(name + "."))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        key,
                        new Constraint(
                                "lane-first", String.join(", ", play.lanes().keySet())),
                        value));
    }
}
