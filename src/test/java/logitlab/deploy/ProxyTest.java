package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files for nginx and Caddy at work: the real programs, with TLS, in front of the real server and of one that is down. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxyTest {

    private static final Pattern PLAYING = Pattern.compile("(?m)^logitlab_streams (\\S+)$");

    @TempDir
    private static Path folder;

    private static Certificate certificate;

    /** The proxies; they start once. */
    enum Proxy {
        NGINX,
        CADDY;

        private Process process;
        private int port;

        void start() throws IOException {
            port = freePort();
            String server = Integer.toString(URI.create(TestServer.address()).getPort());
            String down = Integer.toString(freePort());
            process = this == NGINX ? nginx(server, down) : caddy(server, down);
            await(port, process);
        }

        private Process nginx(String server, String down) throws IOException {
            String file = DeployFiles.text("server/nginx.conf")
                    .replace("listen 80;", "listen 127.0.0.1:" + freePort() + ";")
                    .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
                    .replaceAll("listen \\[::]:.*;", "")
                    .replace("127.0.0.1:7071", "127.0.0.1:" + server)
                    .replace("127.0.0.1:7072", "127.0.0.1:" + down)
                    .replace("/etc/ssl/logitlab", folder.toString())
                    .replace("/var/log/nginx", folder.toString());
            return run("nginx", nginxFile("nginx", file));
        }

        private Process caddy(String server, String down) throws IOException {
            String file = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
                    + DeployFiles.text("server/Caddyfile")
                            .replace(
                                    "lab.example.org {",
                                    "https://localhost:" + port + " {\n\ttls " + certificate.chain() + " "
                                            + certificate.key())
                            .replace("127.0.0.1:7071", "127.0.0.1:" + server)
                            .replace("127.0.0.1:7072", "127.0.0.1:" + down);
            Path path = folder.resolve("Caddyfile");
            Files.writeString(path, file);
            return process(
                    Programs.find("caddy", "caddy").toString(),
                    "run",
                    "--adapter",
                    "caddyfile",
                    "--config",
                    path.toString());
        }
    }

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        certificate = Certificate.create(folder);
        for (Proxy proxy : Proxy.values()) {
            proxy.start();
        }
    }

    @AfterAll
    static void stop() {
        List.of(Proxy.values()).forEach(proxy -> proxy.process.destroy());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** A whole configuration around what the guide puts into {@code conf.d}. */
    private static Path nginxFile(String name, String servers) throws IOException {
        Path path = folder.resolve(name + ".conf");
        String temporary = "";
        for (String use : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary += use + "_temp_path " + folder.resolve(name + "-" + use) + ";\n";
        }
        Files.writeString(
                path,
                ("root".equals(System.getProperty("user.name")) ? "user root;\n" : "")
                        + "daemon off;\npid " + folder.resolve(name + ".pid") + ";\nerror_log "
                        + folder.resolve(name + ".log") + ";\nevents {}\nhttp {\n" + temporary + servers + "}\n");
        return path;
    }

    private static Process run(String name, Path file) throws IOException {
        String nginx = Programs.find(name, "nginx-light").toString();
        Programs.Said said = Programs.run(nginx, "-t", "-c", file.toString());
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).doesNotContain("[warn]");
        return process(nginx, "-c", file.toString());
    }

    private static Process process(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "said", ".txt").toFile());
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        return builder.start();
    }

    private static void await(int port, Process process) throws IOException {
        while (process.isAlive()) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("the proxy ended with " + process.exitValue());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HttpClient.newBuilder().sslContext(certificate.trust()).build().send(request.build(), body);
    }

    private static HttpRequest.Builder request(Proxy proxy, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port + path));
    }

    private static HttpResponse<String> get(Proxy proxy, String path) throws IOException, InterruptedException {
        return send(request(proxy, path), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(Proxy.class)
    void a_page_comes_with_tls_and_knows_it(Proxy proxy) throws Exception {
        HttpResponse<String> home = get(proxy, "/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(home.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(home.body()).contains("content=\"https://localhost");
    }

    @ParameterizedTest
    @EnumSource(Proxy.class)
    void visitors_do_not_see_the_metrics(Proxy proxy) throws Exception {
        assertThat(get(proxy, "/metrics").statusCode()).isEqualTo(404);
        assertThat(TestServer.get("/metrics").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Proxy.class)
    void a_process_that_is_down_is_not_noticed(Proxy proxy) throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(get(proxy, "/healthz").body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @EnumSource(Proxy.class)
    void a_step_of_a_stream_arrives_while_the_stream_runs(Proxy proxy) throws Exception {
        HttpResponse<InputStream> stream = send(
                request(proxy, "/api/v1/stream?prompt=Once+upon+a+time&steps=50&speed=1"),
                BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.startsWith("id:")) {
                line = lines.readLine();
            }
            Matcher playing = PLAYING.matcher(TestServer.get("/metrics").body());
            assertThat(playing.find()).isTrue();
            assertThat(Double.parseDouble(playing.group(1))).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Proxy.class)
    void long_links_and_large_bodies_reach_the_program(Proxy proxy) throws Exception {
        HttpResponse<String> link = get(proxy, "/play?nonsense=" + "a".repeat(25_000));
        assertThat(link.statusCode()).isEqualTo(400);
        assertThat(link.body()).contains("nonsense", "Logit Lab");
        String logits = "0.25,".repeat(290_000) + "1";
        HttpResponse<String> body = send(
                request(proxy, "/api/v1/decode")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"top\": 1, \"logits\": [" + logits + "]}")),
                BodyHandlers.ofString());
        assertThat(body.statusCode()).isEqualTo(200);
    }

    @Test
    void the_log_of_nginx_has_nothing_that_visitors_typed() throws Exception {
        get(Proxy.NGINX, "/play?prompt=unmistakable");
        Path file = folder.resolve("logitlab.log");
        for (int i = 0; i < 200 && !Files.readString(file).contains("GET /play 302"); i++) {
            Thread.sleep(50); // nginx writes the line after the answer
        }
        assertThat(Files.readString(file)).contains("GET /play 302").doesNotContain("unmistakable");
        assertThat(Files.readString(folder.resolve("logitlab-error.log"))).isEmpty();
    }

    /** What the file for a path asks of the server block that it is put into. */
    private static String longLinks() {
        Matcher asked =
                Pattern.compile("large_client_header_buffers .*;").matcher(DeployFiles.text("server/nginx-path.conf"));
        assertThat(asked.find()).isTrue();
        assertThat(DeployFiles.text("self-hosting.md")).contains(asked.group());
        return asked.group();
    }

    @Test
    void the_site_can_be_below_a_path() throws Exception {
        int port = freePort();
        try (TestServer.Own server = TestServer.with(
                "--path", "/logitlab", "--proxy", "127.0.0.1", "--models", "src/test/resources/model/bigram")) {
            String inside = DeployFiles.text("server/nginx-path.conf")
                    .replace("127.0.0.1:7071", server.address().replace("http://", ""));
            Process nginx = run(
                    "nginx",
                    nginxFile("path", "server {\nlisten 127.0.0.1:" + port + ";\n" + longLinks() + inside + "\n}\n"));
            try {
                await(port, nginx);
                HttpClient client = HttpClient.newHttpClient();
                HttpResponse<String> page = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/logitlab/models"))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains("href=\"/logitlab/").doesNotContain("href=\"/play");
                HttpResponse<String> metrics = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/logitlab/metrics"))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(metrics.statusCode()).isEqualTo(404);
                HttpResponse<String> link = client.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + port + "/logitlab/play?nonsense=" + "a".repeat(25_000)))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(link.statusCode()).isEqualTo(400);
                assertThat(link.body()).contains("nonsense");
            } finally {
                nginx.destroy();
            }
        }
    }

    @Test
    void caddy_accepts_the_file_for_compose() throws Exception {
        String caddy = Programs.find("caddy", "caddy").toString();
        Programs.Said said = Programs.run(
                caddy,
                "adapt",
                "--adapter",
                "caddyfile",
                "--validate",
                "--config",
                DeployFiles.FOLDER.resolve("compose/Caddyfile").toString());
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).contains("\"lab.example.org\"", "\"name\":\"app\"", "\"flush_interval\":-1");
    }
}
