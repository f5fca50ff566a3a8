package logitlab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies packages and makes their tokenizers add tokens before and after a text, as the post-processors of Llama and T5 do. */
public final class PostProcessed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PostProcessed() {}

    /**
     * Copies Storyteller and makes it add nothing before a text, as the tokenizer of GPT-2 does.
     *
     * @return the copy, whose folder has the same name
     */
    public static Path storyteller(Path into) throws IOException {
        return copy(Path.of("models", "storyteller"), into, new int[0], new int[0]);
    }

    /** @param before the ids added before a text; {@code after} the ids added after it */
    public static Path copy(Path folder, Path into, int[] before, int[] after) throws IOException {
        Path copy = into.resolve(folder.getFileName());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)));
            }
        }
        File tokenizer = copy.resolve("tokenizer.json").toFile();
        ObjectNode json = (ObjectNode) JSON.readTree(tokenizer);
        json.set("post_processor", template(before, after));
        JSON.writeValue(tokenizer, json);
        return copy;
    }

    private static ObjectNode template(int[] before, int[] after) {
        ObjectNode template = JSON.createObjectNode().put("type", "TemplateProcessing");
        ObjectNode special = template.putObject("special_tokens");
        ArrayNode single = template.putArray("single");
        add(before, single, special);
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        add(after, single, special);
        template.set("pair", single);
        return template;
    }

    private static void add(int[] ids, ArrayNode single, ObjectNode special) {
        for (int id : ids) {
            String name = "special-" + id;
            single.addObject().putObject("SpecialToken").put("id", name).put("type_id", 0);
            ObjectNode token = special.putObject(name).put("id", name);
            token.putArray("ids").add(id);
            token.putArray("tokens").add(name);
        }
    }
}
