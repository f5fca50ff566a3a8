package logitlab;

import java.io.PrintWriter;
import java.util.Locale;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
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
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do with the models: models list, models check DIR or models add ORG/NAME");
    }

    @Command(
            description = "List the models that run, and the packages that were left out with the reason.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ModelFolders folders) {
        PrintWriter out = spec.commandLine().getOut();
        try (Models models = folders.load()) {
            int width = models.all().stream()
                    .mapToInt(model -> model.id().length())
                    .max()
                    .orElse(0);
            models.all().forEach(model -> out.println(line(model, width)));
            models.leftOut().forEach(out::println);
        }
        out.flush();
    }

    private static String line(LanguageModel model, int width) {
        ModelCard card = model.card();
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %-11s %28s  vocabulary %,7d  context %,7d  digest %s  %s",
                model.id(),
                card.kind(),
                card.parameters() == 0
                        ? "parameters unknown"
                        : String.format(Locale.ROOT, "%,d parameters", card.parameters()),
                card.vocabularySize(),
                card.contextLength(),
                card.digest(),
                card.graph());
    }
}
