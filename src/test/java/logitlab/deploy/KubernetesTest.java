package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.ProgramOptions;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests are what Kubernetes expects, agree with each other, and name only what the program has. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KubernetesTest {

    private static final String HERE = "kubernetes/";

    /** How long the program may take to end. */
    private static final int LONGEST_STOP = 10;

    private static List<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(DeployFiles.FOLDER.resolve(HERE))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .sorted()
                    .map(name -> HERE + name)
                    .toList();
        }
    }

    private static PodSpec pod() throws IOException {
        return DeployFiles.only(Deployment.class, HERE + "deployment.yaml")
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container container() throws IOException {
        assertThat(pod().getContainers()).hasSize(1);
        return pod().getContainers().get(0);
    }

    private static Map<String, String> labels() throws IOException {
        return DeployFiles.only(Deployment.class, HERE + "deployment.yaml")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_field_of_a_manifest_exists_in_kubernetes(String file) throws IOException {
        for (JsonNode document : DeployFiles.documents(file)) {
            assertThat(DeployFiles.typed(document).getMetadata().getName()).isNotBlank();
        }
    }

    @Test
    void a_field_that_does_not_exist_is_found() {
        JsonNode wrong = DeployFiles.yaml(HERE + "deployment.yaml");
        ((ObjectNode) wrong.at("/spec/template/spec/containers/0/securityContext")).put("readonlyRootFilesystem", true);
        assertThatThrownBy(() -> DeployFiles.typed(wrong)).hasMessageContaining("readonlyRootFilesystem");
    }

    @Test
    void kustomize_has_every_manifest() throws IOException {
        JsonNode kustomization = DeployFiles.yaml(HERE + "kustomization.yaml");
        Set<String> listed = new TreeSet<>();
        kustomization.get("resources").forEach(name -> listed.add(HERE + name.textValue()));
        assertThat(listed).containsExactlyElementsOf(manifests());
        assertThat(kustomization.at("/configMapGenerator/0/envs/0").textValue()).isEqualTo("settings.env");
        assertThat(container().getEnvFrom().get(0).getConfigMapRef().getName())
                .isEqualTo(kustomization.at("/configMapGenerator/0/name").textValue());
        assertThat(container().getImage())
                .isEqualTo(kustomization.at("/images/0/name").textValue());
        assertThat(kustomization.at("/images/0/newTag").textValue()).isEqualTo(Pom.version());
    }

    @Test
    void the_program_has_every_setting_and_takes_its_value() {
        ProgramOptions.requireValid(DeployFiles.settings(HERE + "settings.env"));
        assertThatThrownBy(() -> ProgramOptions.requireValid(Map.of("LOGITLAB_RUNS", "many")))
                .hasMessageContaining("--runs");
        assertThatThrownBy(() -> ProgramOptions.requireValid(Map.of("LOGITLAB_NONE", "1")))
                .hasMessageContaining("LOGITLAB_NONE");
    }

    @Test
    void a_container_has_no_rights_and_writes_to_tmp_alone() throws IOException {
        assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod().getSecurityContext().getRunAsUser()).isEqualTo(10_001);
        assertThat(pod().getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod().getAutomountServiceAccountToken()).isFalse();
        assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container().getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(container().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container().getVolumeMounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        assertThat(pod().getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(DeployFiles.only(Namespace.class, HERE + "namespace.yaml")
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    /** Kubernetes sets LOGITLAB_PORT=tcp://... for a service called logitlab. */
    @Test
    void the_service_does_not_set_an_option_of_the_program() throws IOException {
        assertThat(ProgramOptions.environment()).contains("LOGITLAB_PORT");
        assertThat(pod().getEnableServiceLinks()).isFalse();
    }

    @Test
    void probes_ask_pages_that_the_program_has() throws IOException {
        List<Probe> probes = List.of(
                container().getStartupProbe(),
                container().getReadinessProbe(),
                container().getLivenessProbe());
        assertThat(probes.stream().map(probe -> probe.getHttpGet().getPath()))
                .containsExactly("/readyz", "/readyz", "/healthz")
                .allMatch(path -> TestServer.get(path).statusCode() == 200);
        assertThat(container().getPorts().get(0).getContainerPort()).isEqualTo(7070);
        assertThat(probes)
                .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("http"));
    }

    @Test
    void a_replica_has_time_to_finish() throws IOException {
        long leaves = container().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(leaves + LONGEST_STOP);
    }

    @Test
    void a_replica_has_the_memory_that_was_measured() throws IOException {
        Quantity limit = container().getResources().getLimits().get("memory");
        assertThat(limit.getNumericalAmount().doubleValue())
                .isGreaterThanOrEqualTo(Figures.read().memory() * 1e6);
        assertThat(container().getResources().getRequests().get("memory")).isEqualTo(limit);
        assertThat(container().getResources().getLimits().get("cpu").getAmount())
                .isEqualTo(DeployFiles.settings(HERE + "settings.env").get("LOGITLAB_RUNS"));
    }

    @Test
    void all_parts_select_the_same_replicas() throws IOException {
        Map<String, String> labels = labels();
        assertThat(DeployFiles.only(Deployment.class, HERE + "deployment.yaml")
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        Service service = DeployFiles.all(Service.class, HERE + "service.yaml").get(0);
        assertThat(service.getSpec().getSelector()).isEqualTo(labels);
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getStrVal())
                .isEqualTo("http");
        assertThat(DeployFiles.only(PodDisruptionBudget.class, HERE + "disruption-budget.yaml")
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(DeployFiles.only(NetworkPolicy.class, HERE + "network-policy.yaml")
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(pod().getTopologySpreadConstraints())
                .hasSize(2)
                .allMatch(spread -> spread.getLabelSelector().getMatchLabels().equals(labels));
        assertThat(DeployFiles.only(HorizontalPodAutoscaler.class, HERE + "autoscaler.yaml")
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo("logitlab");
    }

    @Test
    void the_autoscaler_asks_for_a_figure_that_the_program_has() throws IOException {
        String metric = DeployFiles.only(HorizontalPodAutoscaler.class, HERE + "autoscaler.yaml")
                .getSpec()
                .getMetrics()
                .get(0)
                .getPods()
                .getMetric()
                .getName();
        assertThat(TestServer.get("/metrics").body()).containsPattern("(?m)^" + metric + " ");
        JsonNode rule =
                DeployFiles.yaml(HERE + "monitoring/prometheus-adapter.yaml").at("/rules/custom/0");
        assertThat(rule.at("/name/as").textValue()).isEqualTo(metric);
        assertThat(rule.at("/seriesQuery").textValue()).startsWith(metric + "{");
        JsonNode monitor =
                DeployFiles.yaml(HERE + "monitoring/pod-monitor.yaml").get("spec");
        assertThat(monitor.at("/podMetricsEndpoints/0/path").textValue()).isEqualTo("/metrics");
        assertThat(monitor.at("/podMetricsEndpoints/0/port").textValue()).isEqualTo("http");
        assertThat(monitor.at("/selector/matchLabels")
                        .get("app.kubernetes.io/name")
                        .textValue())
                .isEqualTo(labels().get("app.kubernetes.io/name"));
    }

    private static Map<String, String> backends(Ingress ingress) {
        return ingress.getSpec().getRules().get(0).getHttp().getPaths().stream()
                .collect(Collectors.toMap(
                        HTTPIngressPath::getPath,
                        path -> path.getBackend().getService().getName()));
    }

    @Test
    void visitors_reach_everything_but_the_metrics() throws IOException {
        List<Ingress> ways = DeployFiles.all(Ingress.class, HERE + "ingress.yaml");
        assertThat(backends(ways.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("/", "logitlab", "/metrics", "closed"));
        Service closed = DeployFiles.all(Service.class, HERE + "service.yaml").get(1);
        assertThat(closed.getMetadata().getName()).isEqualTo("closed");
        assertThat(closed.getSpec().getSelector()).isNullOrEmpty();
        assertThat(ways)
                .allMatch(way -> way.getSpec()
                        .getTls()
                        .get(0)
                        .getHosts()
                        .equals(List.of(
                                DeployFiles.settings(HERE + "settings.env").get("LOGITLAB_HOSTS"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx.ingress.kubernetes.io", "nginx.org"})
    void streams_are_not_collected_on_the_way(String controller) throws IOException {
        Ingress streams = DeployFiles.all(Ingress.class, HERE + "ingress.yaml").get(1);
        assertThat(backends(streams).keySet()).containsExactlyInAnyOrder("/play/stream", "/api/v1/stream");
        assertThat(backends(streams).keySet())
                .allMatch(path -> TestServer.get(path + "?steps=1&prompt=A")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow()
                        .startsWith("text/event-stream"));
        assertThat(streams.getMetadata().getAnnotations().get(controller + "/proxy-buffering"))
                .isIn("off", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx.ingress.kubernetes.io", "nginx.org"})
    void an_answer_may_repeat_a_long_link(String controller) throws IOException {
        Ingress pages = DeployFiles.all(Ingress.class, HERE + "ingress.yaml").get(0);
        assertThat(pages.getMetadata().getAnnotations().get(controller + "/proxy-buffer-size"))
                .isEqualTo("64k");
    }

    @Test
    void the_controller_does_not_log_what_visitors_type() throws IOException {
        assertThat(DeployFiles.all(Ingress.class, HERE + "ingress.yaml"))
                .allMatch(way -> "false"
                        .equals(way.getMetadata()
                                .getAnnotations()
                                .get("nginx.ingress.kubernetes.io/enable-access-log")));
    }

    @Test
    void no_visitor_is_bound_to_a_replica() throws IOException {
        assertThat(DeployFiles.all(Service.class, HERE + "service.yaml")
                        .get(0)
                        .getSpec()
                        .getSessionAffinity())
                .isEqualTo("None");
        for (String file : manifests()) {
            assertThat(DeployFiles.text(file))
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContainIgnoringCase("sticky");
        }
    }
}
