package logitlab.model.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;

/**
 * A habit that a head can have: which earlier positions it looks at. With ids {@code x[0], x[1], ...} and the position t that looks,
 *
 * <pre>
 * PREVIOUS   t - 1                                           for t &gt;= 2
 * FIRST      0                                               for t &gt;= 2
 * SAME       every s &lt; t with x[s] = x[t]                    where there is one
 * AFTER      every s from 1 to t - 2 with x[s - 1] = x[t]    where there is one
 * </pre>
 *
 * <p>Position 0 can look only at itself and counts for none. At position 1 the first token is also the token before, so that neither of
 * the first two patterns could be told from the other; it counts for none of them. For the same reason AFTER leaves out the token before.
 *
 * <p>A head of the last kind is known as an induction head: at a token that it has met before it looks at what came next then. Source:
 * Olsson et al., In-context learning and induction heads, 2022.
 *
 * <pre>
 * AFTER.places(Prefix.of(7, 5, 9, 7), 3)   is 1, where 5 came after the earlier 7
 * </pre>
 */
public enum AttentionPattern {
    /** The token before. */
    PREVIOUS,
    /** The first token of the text, which may be a start token. */
    FIRST,
    /** Earlier places of the same token. */
    SAME,
    /** What came after earlier places of the same token, unless it is the token before. */
    AFTER;

    /** Its name in links and in JSON, such as {@code previous}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The positions that count at a position, in rising order; empty if the position does not count. */
    public List<Integer> places(Prefix text, int position) {
        return IntStream.range(0, position)
                .filter(s -> switch (this) {
                    case PREVIOUS -> position > 1 && s == position - 1;
                    case FIRST -> position > 1 && s == 0;
                    case SAME -> text.at(s) == text.at(position);
                    case AFTER -> s > 0 && s < position - 1 && text.at(s - 1) == text.at(position);
                })
                .boxed()
                .toList();
    }
}
