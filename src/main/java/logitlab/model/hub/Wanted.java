package logitlab.model.hub;

import java.util.List;
import logitlab.model.pack.Dtype;

/**
 * What to download from a repository.
 *
 * @param files all of them, the small ones first; the graph is among them
 */
public record Wanted(Dtype dtype, HubFile graph, List<HubFile> files) {

    public Wanted {
        files = List.copyOf(files);
    }

    public long bytes() {
        return HubFile.bytes(files);
    }
}
