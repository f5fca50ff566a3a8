package logitlab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.Models;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.KnownModel;
import logitlab.model.pack.PackageReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logitlab models ...}: the packages in the folders of models. */
@Command(
        name = "models",
        description = "List, check or add model packages.",
        mixinStandardHelpOptions = true,
        subcommands = AddCommand.class)
final class ModelsCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            description = "List the models that run, and the packages that are left out, each with the reason.",
            mixinStandardHelpOptions = true)
    void list(
            @Option(
                            names = "--known",
                            description =
                                    "List models of the Hugging Face hub that are known to work, and the command that adds each of them.")
                    boolean known,
            @Mixin ModelOptions folders) {
        PrintWriter out = spec.commandLine().getOut();
        if (known) {
            printKnown(out);
            return;
        }
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

    private static void printKnown(PrintWriter out) {
        out.println(
                "The kind of graph and the kind of tokenizer of these models are under test; their own files were not run here.");
        out.println("Sizes and licences as read on their pages on " + KnownModel.READ + ".");
        for (KnownModel model : KnownModel.ALL) {
            String licence = model.licence().orElse("none stated")
                    + model.licenceOf().map(other -> " (of " + other + ")").orElse("");
            String sizes = model.sizes().entrySet().stream()
                    .map(size -> size.getKey().key() + " " + size.getValue())
                    .collect(Collectors.joining(", "));
            out.printf(
                    "%n%s  %s, %s, %s parameters, licence: %s%n  %s%n  java -jar logitlab.jar %s%n",
                    model.repository(),
                    model.chat() ? "chat" : "base",
                    model.kind(),
                    model.parameters(),
                    licence,
                    sizes,
                    model.command());
        }
        out.flush();
    }

    private static String line(LanguageModel model, int width) {
        ModelCard card = model.card();
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %-11s %28s  vocabulary %,7d  context %,7d  memory %9s  digest %s  %s",
                model.id(),
                card.kind(),
                card.parameters() == 0
                        ? "parameters unknown"
                        : String.format(Locale.ROOT, "%,d parameters", card.parameters()),
                card.vocabularySize(),
                card.contextLength(),
                ByteSize.format(model.memory().footprint().total()),
                card.digest(),
                card.graph());
    }

    @Command(
            description =
                    "Load a model package, run a prompt, and report what the package contains and how fast it is, or what is wrong with it.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "DIR", description = "The folder of one model, such as models/storyteller.")
                    Path folder,
            @Mixin DtypeOption dtype) {
        try {
            PackageReportPrinter.print(
                    PackageReport.of(folder, dtype.only()), spec.commandLine().getOut());
            return CommandLine.ExitCode.OK;
        } catch (InvalidPackageException bad) {
            PackageReportPrinter.print(bad, spec.commandLine().getErr());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
