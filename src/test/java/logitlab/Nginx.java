package logitlab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real nginx in front of servers, with TLS and a path prefix, which asks them in turn and keeps no visitor at one of them. It is the
 * installed one or, as root on Debian or Ubuntu, Debian's, which is then installed. Where none can be had the tests fail; they are never
 * skipped.
 */
public final class Nginx implements AutoCloseable {

    private static final String PASSWORD = "certificate";

    private final Path folder;
    private final int port;
    private final Process process;
    private final KeyStore certificate;

    private Nginx(Path folder, int port, Process process, KeyStore certificate) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.certificate = certificate;
    }

    /**
     * Starts one.
     *
     * @param prefix the path below which it has the site, such as {@code /logitlab}
     * @param removes whether it removes the prefix, and names it in {@code X-Forwarded-Prefix}, or passes it on
     * @param servers their addresses, such as {@code http://127.0.0.1:7070}
     */
    public static Nginx before(String prefix, boolean removes, List<String> servers) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "nginx")), "run")
                .toAbsolutePath();
        KeyStore certificate = certificate(folder);
        int port = freePort();
        Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port, prefix, removes, servers));
        Process process = new ProcessBuilder(
                        program(), "-c", folder.resolve("nginx.conf").toString(), "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        Nginx nginx = new Nginx(folder, port, process, certificate);
        nginx.awaitStart();
        return nginx;
    }

    private static String configuration(Path folder, int port, String prefix, boolean removes, List<String> servers) {
        String upstream = servers.stream()
                .map(address -> "    server " + address.replace("http://", "") + " max_fails=1 fail_timeout=2s;\n")
                .collect(Collectors.joining());
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        String folders = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> "  " + kind + "_temp_path temp;\n")
                .collect(Collectors.joining());
        return user + """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log %1$s/error.log warn;
                events { worker_connections 1024; }
                http {
                %2$s  access_log off;
                  upstream replicas {
                %3$s    keepalive 16;
                  }
                  server {
                    listen 127.0.0.1:%4$d ssl;
                    ssl_certificate %1$s/certificate.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location %5$s/ {
                      proxy_pass http://replicas%6$s;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_set_header X-Forwarded-Proto $scheme;
                      proxy_set_header X-Forwarded-Prefix "%7$s";
                      proxy_next_upstream error timeout non_idempotent;
                      proxy_connect_timeout 2s;
                    }
                  }
                }
                """.formatted(folder, folders, upstream, port, prefix, removes ? "/" : "", removes ? prefix : "");
    }

    private static String program() {
        return installed().orElseGet(() -> {
            if (!Debian.installs()) {
                throw new IllegalStateException("This test needs nginx. Install it.");
            }
            Debian.install("nginx-light");
            return installed().orElseThrow();
        });
    }

    private static Optional<String> installed() {
        Stream<String> onThePath = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator));
        return Stream.concat(onThePath, Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Makes a certificate for this machine, with the JDK's own tool, and writes it as nginx reads it. */
    private static KeyStore certificate(Path folder) throws Exception {
        Path store = folder.resolve("certificate.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "lab",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        write(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate("lab").getEncoded());
        write(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("lab", PASSWORD.toCharArray()).getEncoded());
        return keys;
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < until && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IllegalStateException("nginx did not start: " + Files.readString(folder.resolve("out.log")));
    }

    /** {@code https://localhost:PORT}, without the prefix. */
    public String address() {
        return "https://localhost:" + port;
    }

    /** What a client needs to trust its certificate. */
    public SSLContext trust() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificate);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
