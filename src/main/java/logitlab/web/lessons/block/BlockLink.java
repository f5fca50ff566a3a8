package logitlab.web.lessons.block;

import java.util.Optional;
import logitlab.web.link.FragmentLinks;

/**
 * A link to another state of a block.
 *
 * @param fragment the whole block in that state, if the link leads to the same block
 */
public record BlockLink(String label, String address, Optional<String> fragment) {

    public static BlockLink of(String label, FragmentLinks there) {
        return new BlockLink(label, there.page(), Optional.of(there.fragment()));
    }
}
