package logitlab;

import java.util.List;
import java.util.Optional;
import logitlab.model.Dtype;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which of a model's graphs to take. */
final class DtypeOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private Optional<Dtype> dtype = Optional.empty();

    @Option(
            names = "--dtype",
            paramLabel = "KIND",
            defaultValue = "${env:LOGITLAB_DTYPE}",
            description =
                    "How the weights are kept: fp32, fp16, q8, int8, uint8, q4, q4f16 or bnb4. Left out, the first of these that"
                            + " the model has: fp32 has every weight as it was trained, each other one changes the numbers.")
    void setDtype(String word) {
        try {
            this.dtype = Optional.ofNullable(word).map(Dtype::of);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--dtype: " + e.getMessage());
        }
    }

    Optional<Dtype> find() {
        return dtype;
    }

    /** This one alone, or any, the best first. */
    List<Dtype> only() {
        return dtype.map(List::of).orElse(List.of(Dtype.values()));
    }

    /** This one where a package has it, else the best that it has. */
    List<Dtype> preferred() {
        return dtype.map(Dtype::before).orElse(List.of(Dtype.values()));
    }
}
