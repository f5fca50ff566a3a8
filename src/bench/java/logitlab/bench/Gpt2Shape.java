package logitlab.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;

/**
 * A model with the shape of GPT-2 small, 124 million parameters, and random weights. The graph is in {@code src/bench/resources};
 * this class generates the half gigabyte of weights once, below {@code target}. The tokenizer is Storyteller's, whose 4,096 tokens
 * are the first of the model's 50,257.
 */
final class Gpt2Shape {

    static final String ID = "gpt2-small";

    private static final Path GRAPH = Path.of("src", "bench", "resources", ID);
    private static final Path TOKENIZER = Path.of("models", "storyteller", "tokenizer.json");
    private static final Path FOLDER = Path.of("target", "bench", "models");

    /** The number of weights that the graph expects, as models/training/gpt2_shape.py wrote it. */
    private static final long WEIGHT_BYTES = 497_301_504;

    private static final double SPREAD = 0.02;
    private static final int BLOCK = 1 << 20;

    private Gpt2Shape() {}

    /** The models folder that contains this one. */
    static Path models() throws IOException {
        Path onnx = Files.createDirectories(FOLDER.resolve(ID).resolve("onnx"));
        copy(GRAPH.resolve("config.json"), FOLDER.resolve(ID).resolve("config.json"));
        copy(TOKENIZER, FOLDER.resolve(ID).resolve("tokenizer.json"));
        copy(GRAPH.resolve("model.onnx"), graph());
        Path weights = onnx.resolve("model.onnx_data");
        if (!Files.exists(weights) || Files.size(weights) != WEIGHT_BYTES) {
            System.out.println("Generating random weights for a model of GPT-2 small's shape ...");
            write(weights);
        }
        return FOLDER;
    }

    static Path graph() {
        return FOLDER.resolve(ID).resolve("onnx").resolve("model.onnx");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sums of uniform numbers, which are roughly normal with a standard deviation of {@link #SPREAD}. */
    private static void write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(0);
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long written = 0; written < WEIGHT_BYTES; written += block.position()) {
                block.clear();
                long left = Math.min(BLOCK, WEIGHT_BYTES - written);
                while (block.position() < left) {
                    double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5; // variance 1/4
                    block.putFloat((float) (2 * SPREAD * sum));
                }
                out.write(block.array(), 0, block.position());
            }
        }
    }
}
