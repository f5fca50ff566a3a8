package logitlab;

import java.util.Locale;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logitlab models ...}: what the folders of models hold. */
@Command(
        name = "models",
        description = "Look at the model packages, and add one.",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.class, AddCommand.class})
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the models, such as: models list");
    }

    @Command(
            description = "List the models that run, and the packages that were left out with the reason.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ModelFolders folders) {
        try (Models models = folders.load()) {
            models.all().forEach(this::print);
            models.leftOut().forEach(left -> spec.commandLine().getOut().println(left));
        }
    }

    private void print(LanguageModel model) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%-24s %-12s %,12d parameters  vocabulary %,7d  context %,5d  digest %s%n",
                        model.id(),
                        model.card().kind(),
                        model.card().parameters(),
                        model.card().vocabularySize(),
                        model.card().contextLength(),
                        model.card().digest());
    }
}
