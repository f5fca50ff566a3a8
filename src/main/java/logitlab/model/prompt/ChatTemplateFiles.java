package logitlab.model.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import logitlab.model.prompt.jinja.JinjaTemplate;
import logitlab.model.prompt.python.JinjaException;

/**
 * Finds the chat template of a package where transformers' tokenizers find it: {@code chat_template.jinja}, otherwise
 * {@code chat_template} in {@code tokenizer_config.json}, which is a text or a list with one called {@code default}. If both are missing,
 * {@code chat_template.json} counts, in which transformers' processors kept it. Templates for tools and documents are not used.
 */
public final class ChatTemplateFiles {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final List<String> SPECIAL_TOKENS =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final long MOST_BYTES = 64L << 20;

    private ChatTemplateFiles() {}

    /** The template of a folder. It never keeps the package from loading: what is wrong with it becomes the problem. */
    public static OfferedTemplate read(Path folder) {
        try {
            JsonNode config = json(folder.resolve("tokenizer_config.json"));
            Optional<String> source = source(folder, config);
            return source.isEmpty()
                    ? OfferedTemplate.NONE
                    : new OfferedTemplate(
                            Optional.of(ChatTemplate.of(source.get(), specialTokens(folder, config))),
                            Optional.empty());
        } catch (JinjaException e) {
            return OfferedTemplate.broken(
                    "The chat template cannot be rendered exactly: " + ChatTemplate.brief(e) + ".");
        } catch (UnreadableException e) {
            return OfferedTemplate.broken(e.getMessage());
        }
    }

    private static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String problem) {
            super(problem);
        }
    }

    private static Optional<String> source(Path folder, JsonNode config) throws UnreadableException {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return Optional.of(text(file, 4L * JinjaTemplate.SOURCE));
        }
        JsonNode found = config.path("chat_template");
        if (found.isMissingNode() || found.isNull()) {
            found = json(folder.resolve("chat_template.json")).path("chat_template");
        }
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        JsonNode template = found;
        if (found.isArray()) {
            template = MissingNode.getInstance();
            for (JsonNode named : found) {
                template = named.path("name").asText().equals("default") ? named.path("template") : template;
            }
        } else if (found.isObject()) {
            template = found.path("default");
        }
        if (!template.isTextual()) {
            throw new UnreadableException("There is no chat template called “default”.");
        }
        return Optional.of(template.asText());
    }

    private static Map<String, String> specialTokens(Path folder, JsonNode config) throws UnreadableException {
        JsonNode older = json(folder.resolve("special_tokens_map.json"));
        Map<String, String> tokens = new TreeMap<>();
        for (String name : SPECIAL_TOKENS) {
            JsonNode token = config.has(name) ? config.path(name) : older.path(name);
            JsonNode content = token.isObject() ? token.path("content") : token;
            if (content.isTextual()) {
                tokens.put(name, content.asText());
            }
        }
        return tokens;
    }

    private static JsonNode json(Path file) throws UnreadableException {
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text(file, MOST_BYTES));
        } catch (JsonProcessingException e) {
            throw new UnreadableException("The file " + file.getFileName() + " is not valid JSON.");
        }
    }

    private static String text(Path file, long most) throws UnreadableException {
        try {
            if (Files.size(file) > most) {
                throw new UnreadableException("The file " + file.getFileName() + " is larger than " + most + " bytes.");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new UnreadableException("The file " + file.getFileName() + " is not text in UTF-8.");
        } catch (IOException e) {
            throw new UnreadableException("The file " + file.getFileName() + " cannot be read.");
        }
    }
}
