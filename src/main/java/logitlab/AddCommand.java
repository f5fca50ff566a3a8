package logitlab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import logitlab.model.InvalidPackageException;
import logitlab.model.hub.DownloadPlan;
import logitlab.model.hub.Hub;
import logitlab.model.hub.HubCard;
import logitlab.model.hub.HubRepository;
import logitlab.model.hub.InstallException;
import logitlab.model.hub.ModelInstaller;
import logitlab.model.pack.ByteSize;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logitlab models add ORG/NAME}: the one command that fetches anything. */
@Command(
        name = "add",
        description = {
            "Fetch a model from the Hugging Face hub into the first folder of models: its configuration, its tokenizer,"
                    + " one ONNX graph and the graph's external data. The model must run before it is added.",
            "If the command is stopped, give it again: it continues where it was."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  logitlab models add openai-community/gpt2",
            "  logitlab models add onnx-community/Qwen2.5-0.5B-Instruct --dtype q8",
            "  logitlab models add ORG/NAME --from http://localhost:8000",
            "",
            "For a model that is not open to everyone, put a token into HF_TOKEN in the environment; it is sent to that server"
                    + " only. Behind a proxy, start java with -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT."
        })
final class AddCommand implements Callable<Integer> {

    private static final double BYTES_OF_A_GIGABYTE = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ORG/NAME", description = "The name of the model's page on the hub.")
    private String name;

    @Option(
            names = "--revision",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "A branch, a tag or a commit. Default: ${DEFAULT-VALUE}")
    private String revision;

    @Option(
            names = "--from",
            paramLabel = "URL",
            defaultValue = Hub.HUGGING_FACE,
            description =
                    "Another server with the hub's paths; http:// only on this machine. Default: ${DEFAULT-VALUE}")
    private String from;

    @Option(
            names = "--most",
            paramLabel = "GB",
            defaultValue = "4",
            description = "Refuse a model of more than this many gigabytes. Default: ${DEFAULT-VALUE}")
    private double most;

    @Option(
            names = "--folder",
            paramLabel = "NAME",
            description = "The folder of the repository that has the graph, where there are several, such as "
                    + "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4. Default: onnx or the repository itself, "
                    + "otherwise the only folder with graphs.")
    private String folder;

    @Option(names = "--replace", description = "Replace a model of the same name.")
    private boolean replace;

    @Mixin
    private ModelOptions folders;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ModelInstaller installer = addition();
        try {
            add(installer);
            return CommandLine.ExitCode.OK;
        } catch (InstallException e) {
            err.println(e.getMessage());
        } catch (InvalidPackageException bad) {
            PackageReportPrinter.print(bad, err);
            err.println("What was fetched is in " + installer.staging() + ": fix it there and move it to "
                    + installer.target() + ", or delete it.");
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private ModelInstaller addition() {
        Path folder = folders.folders.get(0);
        ProgressBar progress = new ProgressBar(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        try {
            return new ModelInstaller(hub(), HubRepository.of(name, revision), folder, progress);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Hub hub() {
        return Hub.at(
                from,
                Optional.ofNullable(System.getenv("HF_TOKEN"))
                        .map(String::strip)
                        .filter(token -> !token.isEmpty()));
    }

    private void add(ModelInstaller installer) throws InstallException, InvalidPackageException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!replace) {
            installer.requireNew();
        }
        DownloadPlan plan =
                installer.plan(folders.dtype.find(), Optional.ofNullable(folder), (long) (most * BYTES_OF_A_GIGABYTE));
        out.printf(
                "%s (%s): %d files, %s; graph %s%n",
                name, revision, plan.files().size(), ByteSize.format(plan.bytes()), plan.choice());
        out.println(terms(installer.card()));
        out.flush();
        PackageReportPrinter.print(installer.fetch(plan), out);
        installer.install();
        out.println(installer.target() + " is ready. A running server shows it after its next start.");
        out.flush();
    }

    private static String terms(Optional<HubCard> card) {
        if (card.isEmpty()) {
            return "Licence: this server does not state it. Read the model's page before you use the model.";
        }
        String based = card.get().basedOn().isEmpty()
                ? ""
                : " Made from " + String.join(", ", card.get().basedOn()) + ", whose licence holds too.";
        return "Licence: %s.%s Its page: %s"
                .formatted(
                        card.get().licence().orElse("its page states none"),
                        based,
                        card.get().page());
    }
}
