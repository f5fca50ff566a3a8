package logitlab;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import logitlab.model.BadPackage;
import logitlab.model.Checkup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logitlab models check DIR}: whether a package runs, and what it has. */
@Command(
        name = "check",
        description =
                "Load a model package, run a prompt, and say what it has and how fast it is; or what is wrong with it.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder of one model, such as models/storyteller.")
    private Path folder;

    @Mixin
    private DtypeOption dtype;

    @Override
    public Integer call() {
        try {
            CheckupText.print(
                    Checkup.of(folder, dtype.only()), spec.commandLine().getOut());
            return CommandLine.ExitCode.OK;
        } catch (BadPackage bad) {
            CheckupText.print(bad, spec.commandLine().getErr());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
