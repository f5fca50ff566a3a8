package logitlab.model.hub;

/**
 * A model on the hub: its owner, its name, and the version to take.
 *
 * <pre>
 * HubRepository.of("openai-community/gpt2", "main").file("onnx/model.onnx")
 *     is /openai-community/gpt2/resolve/main/onnx/model.onnx
 * </pre>
 *
 * @param revision a branch, a tag or a commit
 */
public record HubRepository(String owner, String name, String revision) {

    /** @throws IllegalArgumentException if a part could lead somewhere other than to a model */
    public HubRepository {
        require("", owner, "the owner in ORG/NAME");
        require("", name, "the name in ORG/NAME");
        require("/", revision, "the revision");
    }

    /** @param path {@code ORG/NAME} */
    public static HubRepository of(String path, String revision) {
        String[] parts = path.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "the model must be ORG/NAME, such as openai-community/gpt2, but is \"" + path + "\"");
        }
        return new HubRepository(parts[0], parts[1], revision);
    }

    private static void require(String also, String part, String what) {
        if (!part.matches("[A-Za-z0-9_][A-Za-z0-9._" + also + "-]*") || part.contains("..")) {
            throw new IllegalArgumentException(
                    what + " must be letters, digits, dots, dashes and underscores, but is \"" + part + "\"");
        }
    }

    /** The path of the list of files. */
    String list() {
        return "/api/models/" + this + "/tree/" + revisionInPath() + "?recursive=true";
    }

    /** The path of what its page says. */
    String card() {
        return "/api/models/" + this + "/revision/" + revisionInPath();
    }

    /** The path of one file. */
    String file(String path) {
        return "/" + this + "/resolve/" + revisionInPath() + "/" + path;
    }

    private String revisionInPath() {
        return revision.replace("/", "%2F");
    }

    /** {@code ORG/NAME}. */
    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
