package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for Triton and KServe agree with each other and with the tensors that a package with an engine sends. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineManifestsTest {

    private static final String CONFIG = "triton/models/storyteller/config.pbtxt";
    private static final String MANIFEST = "triton/kubernetes.yaml";

    private static JsonNode engine(String folder) throws IOException {
        return new ObjectMapper().readTree(DeployFiles.text(folder + "/engine.json"));
    }

    @Test
    void triton_has_the_tensors_of_the_protocol_and_joins_requests() {
        String config = DeployFiles.text(CONFIG);
        assertThat(config)
                .containsPattern("input \\[\\s*\\{\\s*name: \"input_ids\"\\s*data_type: TYPE_INT64\\s*dims: \\[ -1 ]")
                .containsPattern("name: \"attention_mask\"\\s*data_type: TYPE_INT64\\s*dims: \\[ -1 ]")
                .containsPattern("output \\[\\s*\\{\\s*name: \"logits\"\\s*data_type: TYPE_FP32\\s*dims: \\[ 1, \\d+ ]")
                .containsPattern("(?m)^dynamic_batching \\{$")
                .contains("backend: \"onnxruntime\"");
        Matcher most = Pattern.compile("max_batch_size: (\\d+)").matcher(config);
        assertThat(most.find()).isTrue();
        assertThat(Integer.parseInt(most.group(1))).isGreaterThan(1);
        assertThat(config.chars().filter(c -> c == '{' || c == '[').count())
                .isEqualTo(config.chars().filter(c -> c == '}' || c == ']').count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"triton", "kserve"})
    void an_engine_json_names_a_model_that_is_there_and_what_proves_it(String folder) throws IOException {
        JsonNode engine = engine(folder);
        assertThat(engine.fieldNames())
                .toIterable()
                .containsExactly("protocol", "url", "model", "timeout_ms", "sha256", "probe");
        assertThat(engine.get("protocol").textValue()).isEqualTo("open-inference");
        assertThat(DeployFiles.text(CONFIG))
                .contains("name: \"" + engine.get("model").textValue() + "\"");
        assertThat(engine.get("sha256").textValue()).matches("[0-9a-f]{64}");
        assertThat(engine.get("probe").fieldNames()).toIterable().containsExactly("ids", "greedy", "log_sum_exp");
    }

    /** The tests of engines run this graph. */
    @ParameterizedTest
    @ValueSource(strings = {"triton", "kserve"})
    void the_graph_and_its_probe_are_those_that_were_run(String folder) throws IOException {
        JsonNode run = new ObjectMapper()
                .readTree(Path.of("src/test/resources/engine/engine.json").toFile());
        assertThat(engine(folder).get("sha256")).isEqualTo(run.get("sha256"));
        assertThat(engine(folder).get("probe")).isEqualTo(run.get("probe"));
        assertThat(engine(folder).get("model")).isEqualTo(run.get("model"));
    }

    @Test
    void every_field_exists_in_kubernetes() throws IOException {
        for (JsonNode document : DeployFiles.documents(MANIFEST)) {
            assertThat(DeployFiles.typed(document).getMetadata().getName()).isNotBlank();
        }
    }

    @Test
    void the_address_of_triton_is_its_service() throws IOException {
        URI url = URI.create(engine("triton").get("url").textValue());
        Service service = DeployFiles.only(Service.class, MANIFEST);
        String namespace =
                DeployFiles.only(Namespace.class, MANIFEST).getMetadata().getName();
        assertThat(url.getHost()).isEqualTo(service.getMetadata().getName() + "." + namespace + ".svc.cluster.local");
        assertThat(url.getPort()).isEqualTo(service.getSpec().getPorts().get(0).getPort());
        Deployment triton = DeployFiles.only(Deployment.class, MANIFEST);
        Container container =
                triton.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getPorts())
                .anyMatch(port -> port.getName().equals("http") && port.getContainerPort() == url.getPort());
        assertThat(service.getSpec().getSelector())
                .isEqualTo(triton.getSpec().getSelector().getMatchLabels())
                .isEqualTo(triton.getSpec().getTemplate().getMetadata().getLabels());
        assertThat(container.getCommand()).contains("--model-repository=/models");
        assertThat(container.getVolumeMounts().get(0).getMountPath()).isEqualTo("/models");
    }

    @Test
    void the_lab_alone_reaches_the_engine_and_may_leave_for_it() throws IOException {
        NetworkPolicy engine = DeployFiles.only(NetworkPolicy.class, MANIFEST);
        NetworkPolicy lab = DeployFiles.only(NetworkPolicy.class, "kubernetes/network-policy.yaml");
        String name = "kubernetes.io/metadata.name";
        assertThat(engine.getSpec()
                        .getIngress()
                        .get(0)
                        .getFrom()
                        .get(0)
                        .getNamespaceSelector()
                        .getMatchLabels())
                .containsEntry(
                        name,
                        DeployFiles.yaml("kubernetes/kustomization.yaml")
                                .get("namespace")
                                .textValue());
        assertThat(lab.getSpec()
                        .getEgress()
                        .get(0)
                        .getTo()
                        .get(0)
                        .getNamespaceSelector()
                        .getMatchLabels())
                .containsEntry(name, engine.getMetadata().getNamespace());
        assertThat(lab.getSpec().getEgress().get(0).getPorts())
                .anyMatch(port -> port.getPort().getIntVal() == 8000)
                .anyMatch(port -> port.getPort().getIntVal() == 8080);
    }

    /** KServe is not part of Kubernetes, so only what the two share has types. */
    @Test
    void kserve_serves_the_same_model_over_the_same_protocol() throws IOException {
        JsonNode service = DeployFiles.yaml("kserve/inference-service.yaml");
        assertThat(service.get("apiVersion").textValue()).isEqualTo("serving.kserve.io/v1beta1");
        JsonNode model = service.at("/spec/predictor/model");
        assertThat(model.get("protocolVersion").textValue()).isEqualTo("v2");
        assertThat(model.get("runtime").textValue()).isEqualTo("kserve-tritonserver");
        assertThat(new ObjectMapper()
                        .treeToValue(model.get("resources"), ResourceRequirements.class)
                        .getLimits())
                .containsKey("nvidia.com/gpu");
        assertThat(URI.create(engine("kserve").get("url").textValue()).getHost())
                .isEqualTo("%s-predictor.%s.svc.cluster.local"
                        .formatted(
                                service.at("/metadata/name").textValue(),
                                service.at("/metadata/namespace").textValue()));
    }
}
