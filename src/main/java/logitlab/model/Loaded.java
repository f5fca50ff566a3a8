package logitlab.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The model of a package, or why there is none: one of the two is there. */
record Loaded(ModelPackage found, Optional<LanguageModel> model, Optional<LeftOut> leftOut) {

    /**
     * In the order of the packages. By threads of its own: those that all of Java shares have not the class loader of the program
     * where Maven runs it, and the tokenizer library looks for its native part with that.
     */
    static List<Loaded> all(List<ModelPackage> packages, Machine machine, int atOnce, List<Dtype> dtypes) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Loaded>> each = packages.stream()
                    .map(found -> CompletableFuture.supplyAsync(() -> from(found, machine, dtypes), threads))
                    .toList();
            return each.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Loaded from(ModelPackage found, Machine machine, List<Dtype> dtypes) {
        try {
            return new Loaded(found, Optional.of(found.load(machine, dtypes)), Optional.empty());
        } catch (BadPackage bad) {
            return new Loaded(found, Optional.empty(), Optional.of(bad.leftOut(found.id())));
        }
    }

    /** What is said where another package of this name came first. */
    LeftOut second() {
        return new BadPackage(
                        found.folder(),
                        "a name of its own",
                        "a second " + found.id(),
                        "Give one of the folders another name.")
                .leftOut(found.id());
    }
}
