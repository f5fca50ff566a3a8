package logitlab.web.tool.paths;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;

/**
 * A file with a tree of paths, and the link of the step at which it was saved, without its tree.
 *
 * <pre>
 * {"format": "logit-lab-paths", "version": 1, "link": "v=1&amp;model=storyteller...", "paths": [[71, 432, 7], [71, 5]]}
 * </pre>
 *
 * @param link the parameters of that link
 */
record PathsFile(Map<String, String> link, PathTree tree) {

    /** The most tokens of a file, those that paths share counted once. */
    static final int MOST = 2_000;

    static final String FIELD = "file";
    private static final String FORMAT = "logit-lab-paths";
    private static final JsonMapper MAPPER = new JsonMapper();

    /** The file of a link and all its paths. */
    static byte[] write(PlayLink link) {
        ObjectNode file = MAPPER.createObjectNode();
        file.put("format", FORMAT);
        file.put("version", 1);
        file.put("link", link.tree(PathTree.NONE).query());
        ArrayNode paths = file.putArray("paths");
        link.paths().paths().forEach(path -> {
            ArrayNode ids = paths.addArray();
            path.forEach(ids::add);
        });
        try {
            return MAPPER.writeValueAsBytes(file);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }

    /** @throws InvalidValueException naming {@code file} if it is not such a file or has too many tokens, or a key of its link */
    static PathsFile read(byte[] bytes) {
        JsonNode file;
        try {
            file = MAPPER.readTree(bytes);
        } catch (IOException malformed) {
            throw refused("");
        }
        boolean known = file != null
                && FORMAT.equals(file.path("format").textValue())
                && file.path("version").asInt() == 1
                && file.path("link").isTextual()
                && file.path("paths").isArray();
        if (!known) {
            throw refused("");
        }
        return new PathsFile(Query.parse(file.get("link").textValue()), tree(file.get("paths")));
    }

    private static PathTree tree(JsonNode paths) {
        PathTree tree = PathTree.NONE;
        for (JsonNode path : paths) {
            tree = tree.with(ids(path));
            if (tree.size() > MOST) {
                throw new InvalidValueException(
                        FIELD, new Constraint("at-most-tokens", MOST), Integer.toString(tree.size()));
            }
        }
        return tree;
    }

    private static List<Integer> ids(JsonNode path) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : path) {
            if (!id.canConvertToInt() || !id.isIntegralNumber() || id.intValue() < 0) {
                throw refused(id.toString());
            }
            ids.add(id.intValue());
        }
        return ids;
    }

    private static InvalidValueException refused(String value) {
        return new InvalidValueException(FIELD, new Constraint("paths-file"), value);
    }
}
