package logitlab.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files in {@code src/deploy}, read strictly: a manifest with a field that Kubernetes does not have cannot be read. */
final class DeployFiles {

    static final Path FOLDER = Path.of("src/deploy");

    /** {@code LOGITLAB_RUNS=2}; not a comment. */
    private static final Pattern SETTING = Pattern.compile("(?m)^([A-Z_]+)=(.*)$");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    Namespace.class,
                    PersistentVolumeClaim.class,
                    Service.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Ingress.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new Closed())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The types would keep fields that they do not know. */
    private static final class Closed extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private DeployFiles() {}

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String file) {
        return documents(file).get(0);
    }

    /** The documents in a file, which {@code ---} separates. */
    static List<JsonNode> documents(String file) {
        try {
            List<JsonNode> documents = new ArrayList<>();
            YAML.readerFor(JsonNode.class).<JsonNode>readValues(text(file)).forEachRemaining(documents::add);
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Kubernetes makes of a document. @throws IOException if a field does not exist or has another type */
    static HasMetadata typed(JsonNode document) throws IOException {
        HasMetadata typed =
                STRICT.treeToValue(document, KINDS.get(document.get("kind").textValue()));
        if (!typed.getApiVersion().equals(document.get("apiVersion").textValue())) {
            throw new IOException("expected " + typed.getApiVersion());
        }
        return typed;
    }

    /** All objects of this kind in the files. */
    static <T extends HasMetadata> List<T> all(Class<T> kind, String... files) throws IOException {
        List<T> found = new ArrayList<>();
        for (String file : files) {
            for (JsonNode document : documents(file)) {
                if (document.get("kind").textValue().equals(kind.getSimpleName())) {
                    found.add(kind.cast(typed(document)));
                }
            }
        }
        return found;
    }

    /** The one object of this kind in a file. */
    static <T extends HasMetadata> T only(Class<T> kind, String file) throws IOException {
        List<T> all = all(kind, file);
        if (all.size() != 1) {
            throw new IOException(file + " has " + all.size() + " of " + kind.getSimpleName());
        }
        return all.get(0);
    }

    /** The lines {@code KEY=value} of a file. */
    static Map<String, String> settings(String file) {
        return SETTING.matcher(text(file))
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (a, b) -> b, LinkedHashMap::new));
    }
}
