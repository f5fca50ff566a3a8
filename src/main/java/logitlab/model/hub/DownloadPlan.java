package logitlab.model.hub;

import java.util.List;
import logitlab.model.pack.Dtype;

/**
 * What to download from a repository.
 *
 * @param files all of them, the small ones first; the graph is among them
 */
public record DownloadPlan(Dtype dtype, HubFile graph, List<HubFile> files) {

    public DownloadPlan {
        files = List.copyOf(files);
    }

    public long bytes() {
        return HubFile.bytes(files);
    }
}
