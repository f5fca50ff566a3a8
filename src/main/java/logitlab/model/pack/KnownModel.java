package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model on the hub whose kind of graph and kind of tokenizer the tests of this program have. Its own files were not run here; its
 * facts were read on the pages that {@code known-models.json} names, and the size and the context of GPT-2 in the repository of OpenAI.
 *
 * @param repository {@code ORG/NAME}
 * @param chat whether it was trained to answer, or only to go on with a text
 * @param kind the {@code model_type} of its configuration
 * @param parameters as its name or its page says
 * @param licence empty if its page states none
 * @param licenceOf the base model whose page states the licence, if the page of this model does not
 * @param context how many tokens it sees at once, if that was read
 * @param sizes of the graph with its weights, for each dtype that was read, in the order of {@link Dtype}
 */
public record KnownModel(
        String repository,
        boolean chat,
        String kind,
        String parameters,
        Optional<String> licence,
        Optional<String> licenceOf,
        OptionalInt context,
        Map<Dtype, String> sizes,
        String source) {

    private static final String FILE = "/known-models.json";
    private static final List<Dtype> SMALL = List.of(Dtype.Q4, Dtype.Q8);

    /** All of them, the smallest first. */
    public static final List<KnownModel> ALL = List.copyOf(read(file()));

    /** When the facts were read. */
    public static final String READ = file().path("read").asText();

    /** The dtype for a laptop: the smaller one of q4 and q8 if the model has one of them. */
    public Dtype small() {
        return SMALL.stream()
                .filter(sizes::containsKey)
                .min((one, other) -> Double.compare(megabytes(sizes.get(one)), megabytes(sizes.get(other))))
                .orElseGet(() -> sizes.keySet().iterator().next());
    }

    /** {@code models add openai-community/gpt2 --dtype fp32}: the words after the program's name. */
    public String command() {
        return "models add " + repository + " --dtype " + small().key();
    }

    /** {@code 1.99 GB} is 1990. */
    static double megabytes(String size) {
        String[] parts = size.split(" ");
        return Double.parseDouble(parts[0]) * (parts[1].equals("GB") ? 1000 : 1);
    }

    private static JsonNode file() {
        try (InputStream in = KnownModel.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<KnownModel> read(JsonNode file) {
        List<KnownModel> models = new ArrayList<>();
        for (JsonNode model : file.path("models")) {
            Map<Dtype, String> sizes = new LinkedHashMap<>();
            for (Dtype dtype : Dtype.values()) {
                if (model.path("sizes").has(dtype.key())) {
                    sizes.put(dtype, model.path("sizes").get(dtype.key()).asText());
                }
            }
            models.add(new KnownModel(
                    model.path("repository").asText(),
                    model.path("type").asText().equals("chat"),
                    model.path("kind").asText(),
                    model.path("parameters").asText(),
                    text(model, "licence"),
                    text(model, "licence_of"),
                    model.has("context") ? OptionalInt.of(model.get("context").asInt()) : OptionalInt.empty(),
                    sizes,
                    model.path("source").asText()));
        }
        return models;
    }

    private static Optional<String> text(JsonNode model, String key) {
        return model.has(key) ? Optional.of(model.get(key).asText()) : Optional.empty();
    }
}
