package logitlab.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request exactly as it is sent, valid or not; each character is one byte.
 *
 * @param kind a short description, such as {@code valid} or {@code hostile: huge number}
 * @param headers whole lines, including the host
 */
record Request(String kind, String method, String target, String version, List<String> headers, String body) {

    static Request get(String kind, String host, String target) {
        return new Request(kind, "GET", target, "HTTP/1.1", List.of("Host: " + host), "");
    }

    Request kind(String other) {
        return new Request(other, method, target, version, headers, body);
    }

    Request method(String other) {
        return new Request(kind, other, target, version, headers, body);
    }

    Request target(String other) {
        return new Request(kind, method, other, version, headers, body);
    }

    Request version(String other) {
        return new Request(kind, method, target, other, headers, body);
    }

    Request headers(List<String> others) {
        return new Request(kind, method, target, version, List.copyOf(others), body);
    }

    Request header(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return headers(more);
    }

    /** Adds a {@code Content-Length} that matches the body. */
    Request json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Request(kind, "POST", target, version, headers, new String(bytes, StandardCharsets.ISO_8859_1))
                .header("Content-Type: application/json")
                .header("Content-Length: " + bytes.length);
    }

    boolean valid() {
        return kind.startsWith("valid");
    }

    String path() {
        return Site.path(target);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(latin(method + " " + target + " " + version + "\r\n"));
        headers.forEach(line -> bytes.writeBytes(latin(line + "\r\n")));
        bytes.writeBytes(latin("\r\n" + body));
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
