package logitlab.model.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads which files a graph keeps its weights in: the {@code location} of every tensor that is stored outside of it.
 *
 * <p>It follows only the fields of the protobuf format that lead to tensors and skips all others, weights included, so that a graph
 * of a gigabyte costs little.
 *
 * <pre>
 * ExternalData.locations(Path.of("onnx/model.onnx"))   is [model.onnx_data, model.onnx_data_1]
 * </pre>
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
final class ExternalData {

    private static final int MOST_LOCATIONS = 100_000; // some exports have a file for each tensor
    private static final int LONGEST_TEXT = 4096;
    private static final int DEEPEST = 100;

    /** The messages that lead to tensors, each with the numbers of the fields that lead on. */
    private enum Message {
        ENTRY(Map.of()),
        TENSOR(Map.of(13, ENTRY)),
        SPARSE(Map.of(1, TENSOR, 2, TENSOR)),
        ATTRIBUTE(Map.of(5, TENSOR, 10, TENSOR, 22, SPARSE, 23, SPARSE)),
        NODE(Map.of(5, ATTRIBUTE)),
        GRAPH(Map.of(1, NODE, 5, TENSOR, 15, SPARSE)),
        FUNCTION(Map.of(7, NODE, 11, ATTRIBUTE)),
        MODEL(Map.of(7, GRAPH, 25, FUNCTION));

        private final Map<Integer, Message> fields;

        Message(Map<Integer, Message> fields) {
            this.fields = fields;
        }

        /** What a field holds; null if it leads to no tensor. */
        Message at(int field) {
            return this == ATTRIBUTE && (field == 6 || field == 11)
                    ? GRAPH
                    : fields.get(field); // a graph inside a node
        }
    }

    private final InputStream in;
    private final SortedSet<String> locations = new TreeSet<>();
    private long at;

    private ExternalData(InputStream in) {
        this.in = in;
    }

    /**
     * The locations in a graph, as they are written there.
     *
     * @throws IOException if the file cannot be read or is no graph
     */
    static SortedSet<String> locations(Path graph) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(graph))) {
            ExternalData data = new ExternalData(in);
            data.read(Message.MODEL, Files.size(graph), 0);
            return data.locations;
        }
    }

    private void read(Message message, long end, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("graphs inside graphs, " + depth + " deep");
        }
        String key = "";
        String value = "";
        while (at < end) {
            long tag = varint();
            int field = (int) (tag >>> 3);
            if ((tag & 7) != 2) {
                skipNumber((int) (tag & 7));
                continue;
            }
            long length = varint();
            if (length < 0 || length > end - at) {
                throw new IOException("a field that is longer than what holds it");
            }
            Message inner = message.at(field);
            if (inner != null) {
                read(inner, at + length, depth + 1);
            } else if (message == Message.ENTRY && field == 1) {
                key = text(length);
            } else if (message == Message.ENTRY && field == 2) {
                value = text(length);
            } else {
                skip(length);
            }
        }
        if (at != end) {
            throw new IOException("a field that is longer than what holds it");
        }
        if (key.equals("location") && locations.add(value) && locations.size() > MOST_LOCATIONS) {
            throw new IOException("more than " + MOST_LOCATIONS + " files");
        }
    }

    private void skipNumber(int wireType) throws IOException {
        switch (wireType) {
            case 0 -> varint();
            case 1 -> skip(8);
            case 5 -> skip(4);
            default -> throw new IOException("no field of a graph");
        }
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ends in the middle");
            }
            at++;
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("no number");
    }

    private void skip(long length) throws IOException {
        in.skipNBytes(length);
        at += length;
    }

    private String text(long length) throws IOException {
        if (length > LONGEST_TEXT) {
            skip(length);
            return "";
        }
        byte[] bytes = in.readNBytes((int) length);
        at += bytes.length;
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
