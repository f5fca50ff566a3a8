package logitlab.model.hub;

import java.util.List;
import java.util.Optional;
import logitlab.model.pack.Dtype;

/**
 * What to download from a repository.
 *
 * @param folder of the repository that is the model, with a slash at the end; empty for the repository itself
 * @param dtype empty where the names of the files do not tell it
 * @param graphs the one to run first, and any that it needs
 * @param files all of them, the small ones first, then the graphs, then their data
 */
public record DownloadPlan(String folder, Optional<Dtype> dtype, List<HubFile> graphs, List<HubFile> files) {

    public DownloadPlan {
        graphs = List.copyOf(graphs);
        files = List.copyOf(files);
    }

    public HubFile graph() {
        return graphs.get(0);
    }

    public long bytes() {
        return HubFile.bytes(files);
    }

    /** {@code graph onnx/model.onnx (fp32)}. */
    public String choice() {
        return graph().path() + dtype.map(kind -> " (" + kind.key() + ")").orElse("");
    }
}
