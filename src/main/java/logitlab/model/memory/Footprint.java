package logitlab.model.memory;

/**
 * The memory that a model takes while it is loaded, in bytes, as estimated from its files.
 *
 * @param weights of its graphs
 * @param tokenizer of its vocabulary
 * @param run what one run takes in addition
 */
public record Footprint(long weights, long tokenizer, long run) {

    public long total() {
        return weights + tokenizer + run;
    }
}
