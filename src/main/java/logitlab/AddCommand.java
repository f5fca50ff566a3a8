package logitlab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import logitlab.model.BadPackage;
import logitlab.model.hub.Addition;
import logitlab.model.hub.CannotAdd;
import logitlab.model.hub.Hub;
import logitlab.model.hub.Repository;
import logitlab.model.hub.Wanted;
import logitlab.model.pack.Size;
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

    @Option(names = "--replace", description = "Replace a model of the same name.")
    private boolean replace;

    @Mixin
    private ModelFolders folders;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Addition addition = addition();
        try {
            add(addition);
            return CommandLine.ExitCode.OK;
        } catch (CannotAdd e) {
            err.println(e.getMessage());
        } catch (BadPackage bad) {
            CheckupText.print(bad, err);
            err.println("What was fetched is in " + addition.staging() + ": fix it there and move it to "
                    + addition.target() + ", or delete it.");
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private Addition addition() {
        Path folder = folders.folders.get(0);
        ProgressBar progress = new ProgressBar(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        try {
            return new Addition(hub(), Repository.of(name, revision), folder, progress);
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

    private void add(Addition addition) throws CannotAdd, BadPackage, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!replace) {
            addition.requireNew();
        }
        Wanted wanted = addition.plan(folders.dtype.find(), (long) (most * BYTES_OF_A_GIGABYTE));
        out.printf(
                "%s (%s): %d files, %s; graph %s (%s)%n",
                name,
                revision,
                wanted.files().size(),
                Size.words(wanted.bytes()),
                wanted.graph().path(),
                wanted.dtype().word());
        out.flush();
        CheckupText.print(addition.fetch(wanted), out);
        addition.install();
        out.println(addition.target() + " is ready. A running server shows it after its next start.");
        out.flush();
    }
}
