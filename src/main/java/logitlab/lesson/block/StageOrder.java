package logitlab.lesson.block;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import logitlab.decoding.MinP;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Temperature;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;
import logitlab.decoding.TypicalP;

/** The order in which a runtime applies the stages; the same settings can keep different tokens. */
public enum StageOrder {
    /** Temperature first, then top-k, top-p, min-p, typical-p: the order of this playground. */
    HUGGINGFACE(List.of(Temperature.class, TopK.class, TopP.class, MinP.class, TypicalP.class)),
    /** Truncations on the raw scores, temperature last. */
    LLAMA_CPP(List.of(TopK.class, TypicalP.class, TopP.class, MinP.class, Temperature.class));

    private final List<Class<? extends Stage>> stages;

    StageOrder(List<Class<? extends Stage>> stages) {
        this.stages = stages;
    }

    /** {@code huggingface} or {@code llama.cpp}, as lessons write it. */
    public String key() {
        return this == LLAMA_CPP ? "llama.cpp" : name().toLowerCase(Locale.ROOT);
    }

    /** The stages that are on, in this order; bias and penalty come first in both. */
    public List<Stage> stages(Settings settings) {
        return settings.stages().stream()
                .sorted(Comparator.comparingInt(stage -> stages.indexOf(stage.getClass())))
                .toList();
    }
}
