package logitlab.web.tool.paths;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.model.LanguageModel;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * The tree of the paths that were tried.
 *
 * @param count how many paths and tokens there are
 * @param notes what else there is to know: that nothing was tried yet, that a link has no room for the tree, what is left out
 * @param branches at the prompt
 * @param picture empty if there is no path at all
 * @param link the hidden fields of the form that opens a path
 * @param save the address of the file
 * @param open the address to which the form sends a file
 * @param problem with the file that was sent
 */
public record PathsView(
        Messages messages,
        String count,
        List<String> notes,
        List<PathBranch> branches,
        Optional<PathsPicture> picture,
        List<HiddenField> link,
        String save,
        String open,
        InputProblem problem)
        implements View {

    /** The most paths that the page shows. */
    static final int MOST = 100;

    private static final Duration TIME = Duration.ofSeconds(2);

    /** The paths of an opened link. */
    static PathsView of(Messages messages, OpenedTool opened) {
        return of(messages, opened, opened.play().link().paths(), InputProblem.NONE);
    }

    /** @param tree perhaps from a file, and then too big for a link */
    static PathsView of(Messages messages, OpenedTool opened, PathTree tree, InputProblem problem) {
        PlayLink link = opened.play().link();
        List<List<Integer>> shown =
                tree.paths().subList(0, Math.min(MOST, tree.paths().size()));
        LanguageModel model = opened.play().model();
        List<ScoredPath> scored =
                ScoredPath.all(model, opened.play().prompt(), shown, System.nanoTime() + TIME.toNanos());
        Optional<String> lane = lane(opened);
        List<PathTip> tips =
                scored.stream().map(path -> tip(messages, opened, path, lane)).toList();
        List<PathBranch> branches = Branch.all(scored).stream()
                .map(branch -> PathBranch.of(
                        branch, id -> TokenText.visible(model.tokenizer().token(id)), tips))
                .toList();
        String query = opened.link().query();
        return new PathsView(
                messages,
                messages.say("paths.count", tree.paths().size(), Numbers.count(tree.size())),
                notes(messages, link, tree, scored, lane),
                branches,
                branches.isEmpty() ? Optional.empty() : Optional.of(PathsPicture.of(branches)),
                HiddenField.of(link.toMap(), key -> true),
                "/play/paths.json?" + query,
                "/play/paths/open?" + query,
                problem);
    }

    /** The lane that takes a path: the one looked at, or else the first that is on the link's model. */
    private static Optional<String> lane(OpenedTool opened) {
        List<String> names = new ArrayList<>(List.of(opened.laneName()));
        names.addAll(opened.play().lanes().keySet());
        PlayLink link = opened.play().link();
        return names.stream()
                .filter(name -> !link.isOnOwnModel(link.lanes().get(name)))
                .findFirst();
    }

    private static PathTip tip(Messages messages, OpenedTool opened, ScoredPath path, Optional<String> taking) {
        OpenedLink play = opened.play();
        PlayLink link = play.link();
        Optional<String> lane =
                taking.filter(name -> !link.lanes().get(name).ids().equals(path.ids()));
        String text = path.ids().stream()
                .map(id -> TokenText.readable(play.model().tokenizer().token(id)))
                .collect(Collectors.joining());
        String value = lane.map(name -> name + "." + new PathTree(List.of(path.ids())).text())
                .orElse("");
        return new PathTip(
                text,
                path.total().isPresent()
                        ? messages.say("paths.sum", Numbers.logit(path.total().getAsDouble()))
                        : messages.say("paths.sum.late"),
                messages.say("paths.length", path.ids().size()),
                link.lanes().keySet().stream()
                        .filter(name -> !link.isOnOwnModel(link.lanes().get(name)))
                        .filter(name -> link.lanes().get(name).ids().equals(path.ids()))
                        .map(name -> name.toUpperCase(Locale.ROOT))
                        .toList(),
                value,
                value.isEmpty() ? null : "/play?" + link.query() + "&path=" + value,
                lane.map(name -> messages.say("paths.open", LaneView.title(messages, play, name)))
                        .orElse(""));
    }

    private static List<String> notes(
            Messages messages, PlayLink link, PathTree tree, List<ScoredPath> scored, Optional<String> lane) {
        List<String> notes = new ArrayList<>();
        if (link.tree().isEmpty() && tree.equals(link.paths())) {
            notes.add(messages.say("paths.none"));
        }
        if (!link.tree(tree).hasRoom()) {
            notes.add(messages.say(
                    tree.equals(link.paths()) ? "paths.too-big" : "paths.too-big.file",
                    Numbers.count(PathTree.MOST),
                    Numbers.count(PlayLink.ROOM)));
        }
        if (lane.isEmpty()) {
            notes.add(messages.say("paths.no-lane"));
        }
        if (tree.paths().size() > scored.size()) {
            notes.add(messages.say("paths.left", scored.size(), tree.paths().size() - scored.size()));
        }
        if (scored.stream().anyMatch(path -> path.total().isEmpty())) {
            notes.add(messages.say("paths.late"));
        }
        return List.copyOf(notes);
    }

    /** Whether the file that was sent could not be opened. */
    public boolean refused() {
        return problem != InputProblem.NONE;
    }
}
