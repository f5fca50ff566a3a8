package logitlab.model.pack;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import logitlab.model.InvalidPackageException;

/**
 * What an ONNX file says about itself, read without its weights and without ONNX Runtime: where its weights are, and the shapes of its
 * inputs and outputs.
 *
 * @param data how many bytes the graph reads of each file of external data, by the file's path relative to the graph
 * @param halfBytes how many bytes of the weights are numbers of 16 bits, which ONNX Runtime widens on a CPU
 * @param shapes the length of each axis, by the name of the input or output; -1 if it is not fixed
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public record OnnxFile(Path path, SortedMap<String, Long> data, long halfBytes, Map<String, List<Long>> shapes) {

    private static final String AGAIN = "Copy or download the file again.";

    /** @throws InvalidPackageException if the file is cut off or something else; its data files need not be there */
    public static OnnxFile read(Path path) throws InvalidPackageException {
        FileContents.require(path);
        try (ProtobufReader protobuf = new ProtobufReader(path)) {
            return new Reader(protobuf).file(path);
        } catch (EOFException cut) {
            throw new InvalidPackageException(
                    path, "a whole ONNX graph", "the first part of one: the file is cut off", AGAIN);
        } catch (ProtobufReader.FormatException other) {
            throw new InvalidPackageException(path, "an ONNX graph", "a file in another format", AGAIN);
        } catch (IOException e) {
            throw ModelPackage.unreadable(path, e);
        }
    }

    /** @throws InvalidPackageException naming the first data file that is missing, cut off or something else */
    void requireData() throws InvalidPackageException {
        for (Map.Entry<String, Long> file : data.entrySet()) {
            Path part = path.resolveSibling(file.getKey());
            if (!Files.isRegularFile(part)) {
                throw new InvalidPackageException(
                        part,
                        "the weights of " + path.getFileName(),
                        "nothing",
                        "Copy or download " + file.getKey() + " too, and put it next to the graph.");
            }
            FileContents.require(part);
            long size = part.toFile().length();
            if (size < file.getValue()) {
                throw new InvalidPackageException(
                        part,
                        "at least " + file.getValue() + " bytes, as " + path.getFileName() + " says",
                        size + " bytes: the file is cut off, or belongs to another graph",
                        AGAIN);
            }
        }
    }

    /** The sizes of the graph and its data files together. */
    long bytes() {
        return path.toFile().length()
                + data.keySet().stream()
                        .mapToLong(file -> path.resolveSibling(file).toFile().length())
                        .sum();
    }

    /**
     * The memory that the weights take, in bytes: those of 16 bits twice, and a fifth more while they are loaded. Measured with ONNX
     * Runtime 1.28 on graphs of 150 to 420 MB, the resident memory grew by 0.4 (q4), 1.0 (fp32), 1.2 (int8) and 1.5 (fp16) of their
     * size, and by up to 1.8 (fp16) and 1.4 (int8) while they were loaded.
     */
    long memory() {
        return (bytes() + halfBytes) * 6 / 5;
    }

    /** The memory that the state of a text takes, in bytes: at least that of its tokens in each {@code past*} input. */
    long stateBytes(int tokens) {
        return shapes.entrySet().stream()
                .filter(input -> input.getKey().startsWith("past"))
                .mapToLong(input -> product(input.getValue(), tokens) * Float.BYTES)
                .sum();
    }

    /**
     * The number of values of one text. An axis of free length is the text's, except that of the batch: the first one, or the second
     * one of {@code [2, batch, heads, past, width]}, where keys and values are one tensor.
     */
    private static long product(List<Long> shape, int tokens) {
        int batch = shape.size() == 5 ? 1 : 0;
        long product = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            product *= shape.get(axis) >= 0 ? shape.get(axis) : axis == batch ? 1 : tokens;
        }
        return product;
    }

    /** Whether it takes vectors, which another graph makes from ids. */
    boolean takesVectors() {
        return shapes.containsKey("inputs_embeds") && !shapes.containsKey("input_ids");
    }

    /** The number of logits, if the graph fixes it. */
    OptionalInt vocabularySize() {
        List<Long> shape = shapes.getOrDefault("logits", List.of());
        return shape.isEmpty() ? OptionalInt.empty() : fixed(shape.get(shape.size() - 1));
    }

    /** The number of tokens of a text, if the graph fixes it. */
    OptionalInt contextLength() {
        List<Long> shape = shapes.getOrDefault("attention_mask", shapes.getOrDefault("input_ids", List.of()));
        return shape.size() == 2 ? fixed(shape.get(1)) : OptionalInt.empty();
    }

    private static OptionalInt fixed(long length) {
        return length > 1 && length <= Integer.MAX_VALUE ? OptionalInt.of((int) length) : OptionalInt.empty();
    }

    /** The messages of ONNX, each with the numbers of the fields that are read. */
    private static final class Reader {

        private static final Set<Long> HALF = Set.of(10L, 16L); // float16, bfloat16

        private final ProtobufReader protobuf;
        private final SortedMap<String, Long> data = new TreeMap<>();
        private final Map<String, List<Long>> shapes = new HashMap<>();
        private long halfBytes;

        Reader(ProtobufReader protobuf) {
            this.protobuf = protobuf;
        }

        OnnxFile file(Path path) throws IOException {
            boolean[] graph = {false};
            protobuf.message(number -> {
                if (number == 7) {
                    graph[0] = true;
                    protobuf.nested(this::graph);
                } else if (number == 25) {
                    protobuf.nested(this::function);
                } else if (number > 25) {
                    throw new ProtobufReader.FormatException();
                }
            });
            if (!graph[0]) {
                throw new ProtobufReader.FormatException();
            }
            return new OnnxFile(path, data, halfBytes, shapes);
        }

        private void graph(int number) throws IOException {
            switch (number) {
                case 1 -> protobuf.nested(this::node);
                case 5 -> tensor();
                case 11, 12 -> value();
                case 15 -> protobuf.nested(this::sparseTensor);
                default -> {}
            }
        }

        private void function(int number) throws IOException {
            switch (number) {
                case 7 -> protobuf.nested(this::node);
                case 11 -> protobuf.nested(this::attribute);
                default -> {}
            }
        }

        private void node(int number) throws IOException {
            if (number == 5) {
                protobuf.nested(this::attribute);
            }
        }

        private void attribute(int number) throws IOException {
            switch (number) {
                case 5, 10 -> tensor();
                case 6, 11 -> protobuf.nested(this::branch);
                case 22, 23 -> protobuf.nested(this::sparseTensor);
                default -> {}
            }
        }

        private void sparseTensor(int number) throws IOException {
            if (number == 1 || number == 2) {
                tensor();
            }
        }

        /** A graph inside of a graph, whose inputs and outputs are not those of the file. */
        private void branch(int number) throws IOException {
            if (number != 11 && number != 12) {
                graph(number);
            }
        }

        private void tensor() throws IOException {
            Map<String, String> external = new HashMap<>();
            long[] values = {1};
            long[] type = {0};
            protobuf.nested(number -> {
                switch (number) {
                    case 1 -> values[0] *= protobuf.product();
                    case 2 -> type[0] = protobuf.number();
                    case 13 -> {
                        List<String> entry = new ArrayList<>();
                        protobuf.nested(part -> entry.add(protobuf.text()));
                        if (entry.size() == 2) {
                            external.put(entry.get(0), entry.get(1));
                        }
                    }
                    default -> {}
                }
            });
            halfBytes += HALF.contains(type[0]) ? values[0] * Short.BYTES : 0;
            if (external.containsKey("location")) {
                data.merge(
                        external.get("location"), number(external, "offset") + number(external, "length"), Math::max);
            }
        }

        private static long number(Map<String, String> external, String key) {
            String number = external.getOrDefault(key, "0");
            return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
        }

        private void value() throws IOException {
            StringBuilder name = new StringBuilder();
            List<Long> shape = new ArrayList<>();
            protobuf.nested(number -> {
                if (number == 1) {
                    name.append(protobuf.text());
                } else if (number == 2) {
                    protobuf.nested(type -> tensorType(type, shape));
                }
            });
            shapes.put(name.toString(), shape);
        }

        private void tensorType(int type, List<Long> shape) throws IOException {
            if (type == 1) {
                protobuf.nested(part -> {
                    if (part == 2) {
                        protobuf.nested(axis -> {
                            long[] length = {-1};
                            protobuf.nested(field -> {
                                if (field == 1) {
                                    length[0] = protobuf.number();
                                }
                            });
                            shape.add(length[0]);
                        });
                    }
                });
            }
        }
    }
}
