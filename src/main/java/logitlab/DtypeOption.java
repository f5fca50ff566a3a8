package logitlab;

import java.util.List;
import java.util.Optional;
import logitlab.model.pack.Dtype;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that selects one of a model's graphs. */
final class DtypeOption {

    @Option(
            names = "--dtype",
            paramLabel = "KIND",
            defaultValue = "${env:LOGITLAB_DTYPE}",
            converter = ByName.class,
            description =
                    "How the weights are stored: fp32, fp16, q8, int8, uint8, q4, q4f16 or bnb4. Default: the first of these that"
                            + " the model has. With fp32 every weight is as it was trained; all others change the numbers.")
    private Dtype dtype;

    Optional<Dtype> find() {
        return Optional.ofNullable(dtype);
    }

    /** This one alone, or any, the best first. */
    List<Dtype> only() {
        return find().map(List::of).orElse(List.of(Dtype.values()));
    }

    /** This one if a package has it, otherwise the best that it has. */
    List<Dtype> preferred() {
        return find().map(Dtype::before).orElse(List.of(Dtype.values()));
    }

    private static final class ByName implements ITypeConverter<Dtype> {

        @Override
        public Dtype convert(String name) {
            try {
                return Dtype.of(name);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
