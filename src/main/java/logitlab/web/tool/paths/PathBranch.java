package logitlab.web.tool.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import logitlab.web.view.Numbers;

/**
 * A {@link Branch} as the page shows it.
 *
 * @param tokens of the branch, at least one
 * @param tip of the path that ends here; empty if the branch ends in a fork
 * @param next the branches of that fork
 */
public record PathBranch(List<PathToken> tokens, Optional<PathTip> tip, List<PathBranch> next) {

    /**
     * A token of a branch.
     *
     * @param probability of the token after all tokens before it, in percent; nothing if there was no time for it
     * @param figure the same from 0 to 1, or 0
     */
    public record PathToken(String text, String probability, double figure) {

        private static PathToken of(String text, OptionalDouble logProbability) {
            return logProbability.isPresent()
                    ? new PathToken(
                            text,
                            Numbers.percent(Math.exp(logProbability.getAsDouble())),
                            Math.exp(logProbability.getAsDouble()))
                    : new PathToken(text, "", 0);
        }
    }

    /** @param tokenOf returns a token as the page shows it @param tips of the paths, by their numbers */
    static PathBranch of(Branch branch, IntFunction<String> tokenOf, List<PathTip> tips) {
        List<PathToken> tokens = new ArrayList<>();
        for (int i = 0; i < branch.ids().size(); i++) {
            tokens.add(PathToken.of(
                    tokenOf.apply(branch.ids().get(i)),
                    branch.logProbabilities().get(i)));
        }
        return new PathBranch(
                List.copyOf(tokens),
                branch.tip().stream().mapToObj(tips::get).findFirst(),
                branch.next().stream().map(each -> of(each, tokenOf, tips)).toList());
    }

    /** The token at the fork, which tells the branch from its siblings. */
    public PathToken first() {
        return tokens.get(0);
    }

    /** The tokens after the first, in a row. */
    String rest() {
        return tokens.stream().skip(1).map(PathToken::text).collect(Collectors.joining(" "));
    }
}
