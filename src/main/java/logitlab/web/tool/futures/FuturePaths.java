package logitlab.web.tool.futures;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.FinishReason;
import logitlab.model.text.Tokenizer;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.TokenText;

/** Paths from the step of a tool, as pages name them and as links to them. */
record FuturePaths(OpenedTool opened) {

    /** The tokens of the lane before the step. */
    List<Integer> before() {
        List<Integer> ids = opened.lane().ids();
        return ids.subList(0, Math.min(opened.at(), ids.size()));
    }

    /** The text before the step. */
    Prefix start() {
        return opened.lane().prompt().plus(before());
    }

    /** Why nothing can follow it; empty if something can. */
    Optional<FinishReason> finished() {
        return opened.model().finish(opened.lane().prompt(), before());
    }

    /** The playground's link before the lane has chosen the token of the step. */
    PlayLink undecided() {
        return lane(opened.play().link(), before());
    }

    /** What the lane took at the step and later. */
    List<Integer> taken() {
        return opened.lane().ids().subList(before().size(), opened.lane().ids().size());
    }

    /** Whether the lane has taken all tokens of a path. */
    boolean isTaken(List<Integer> path) {
        List<Integer> taken = taken();
        return path.size() <= taken.size() && path.equals(taken.subList(0, path.size()));
    }

    /** The text of a path, without the space at its beginning. */
    String text(List<Integer> path) {
        Tokenizer tokenizer = opened.model().tokenizer();
        String text =
                path.stream().map(tokenizer::token).map(TokenText::readable).collect(Collectors.joining());
        String plain = text.replace("\n", "↵").strip();
        return plain.isEmpty() ? TokenText.visible(text) : plain;
    }

    /** The playground with a path in the lane; tokens that its settings and the seed would not choose count as chosen by hand. */
    String address(List<Integer> path) {
        String whole = new PathTree(List.of(whole(path))).text();
        return "/play?" + opened.play().link().query() + "&path=" + opened.laneName() + "." + whole;
    }

    /** The playground at the last token of a text that the lane draws with another seed. */
    String address(List<Integer> text, long seed) {
        List<Integer> whole = whole(text);
        PlayLink link = lane(opened.play().link().seed(seed), whole);
        return "/play?" + link.at(whole.size() - 1).query();
    }

    private List<Integer> whole(List<Integer> path) {
        return Stream.concat(before().stream(), path.stream()).toList();
    }

    private PlayLink lane(PlayLink play, List<Integer> ids) {
        SortedMap<String, LaneLink> lanes = new TreeMap<>(play.lanes());
        lanes.computeIfPresent(opened.laneName(), (name, own) -> own.with(ids));
        return play.lanes(lanes);
    }
}
