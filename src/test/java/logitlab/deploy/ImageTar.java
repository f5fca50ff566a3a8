package logitlab.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A container image as {@code docker load} reads it.
 *
 * @param config what the image says of itself
 * @param layers from the lowest
 */
record ImageTar(JsonNode config, List<Layer> layers) {

    /** @param name what the layer holds @param files by their path, without folders */
    record Layer(String name, Map<String, Entry> files) {}

    /** A file in a layer. */
    record Entry(byte[] content, int mode, long userId, long seconds) {}

    static ImageTar read(Path tar) throws IOException {
        Map<String, Entry> parts = files(Files.newInputStream(tar));
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(parts.get("manifest.json").content()).get(0);
        JsonNode config =
                json.readTree(parts.get(manifest.get("Config").textValue()).content());
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : manifest.get("Layers")) {
            String name =
                    config.get("history").get(layers.size()).get("comment").textValue();
            byte[] packed = parts.get(layer.textValue()).content();
            layers.add(new Layer(name, files(new GzipCompressorInputStream(new ByteArrayInputStream(packed)))));
        }
        return new ImageTar(config, layers);
    }

    private static Map<String, Entry> files(InputStream packed) throws IOException {
        Map<String, Entry> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(packed)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(
                            entry.getName(),
                            new Entry(
                                    tar.readAllBytes(),
                                    entry.getMode(),
                                    entry.getLongUserId(),
                                    entry.getLastModifiedTime().toInstant().getEpochSecond()));
                }
            }
        }
        return files;
    }

    /** All files of all layers, by their path in the container. */
    Map<String, Entry> files() {
        Map<String, Entry> all = new LinkedHashMap<>();
        layers.forEach(layer -> all.putAll(layer.files()));
        return all;
    }
}
