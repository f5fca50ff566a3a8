package logitlab.model;

import java.util.regex.Pattern;

/**
 * A model on the hub: whose it is, what it is called, and which version of it.
 *
 * <pre>
 * Repository.of("openai-community/gpt2", "main").file("onnx/model.onnx")
 *     is /openai-community/gpt2/resolve/main/onnx/model.onnx
 * </pre>
 *
 * @param revision a branch, a tag or a commit
 */
public record Repository(String owner, String name, String revision) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]*");

    /** @throws IllegalArgumentException where a part could lead elsewhere than to a model */
    public Repository {
        require(NAME, owner, "the owner in ORG/NAME");
        require(NAME, name, "the name in ORG/NAME");
        require(REVISION, revision, "the revision");
    }

    /** @param path {@code ORG/NAME} */
    public static Repository of(String path, String revision) {
        String[] parts = path.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "the model must be ORG/NAME, such as openai-community/gpt2, but is \"" + path + "\"");
        }
        return new Repository(parts[0], parts[1], revision);
    }

    private static void require(Pattern pattern, String part, String what) {
        if (!pattern.matcher(part).matches() || part.contains("..")) {
            throw new IllegalArgumentException(
                    what + " must be letters, digits, dots, dashes and underscores, but is \"" + part + "\"");
        }
    }

    /** Where the hub lists the files. */
    String list() {
        return "/api/models/" + this + "/tree/" + revisionInPath() + "?recursive=true";
    }

    /** Where the hub has one file. */
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
