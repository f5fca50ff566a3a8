package logitlab;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code serve}; the environment gives their defaults. */
final class ServeOptions {

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "${env:LOGITLAB_HOST:-127.0.0.1}",
            description = "The network address to answer on; 0.0.0.0 is all of them. Default: ${DEFAULT-VALUE}")
    String host;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_PORT:-7070}",
            description = "The port to answer on; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            split = ",",
            defaultValue = "${env:LOGITLAB_MODELS:-models}",
            description = "A folder of model packages; may be given more than once. Default: ${DEFAULT-VALUE}")
    List<Path> models;

    @Option(
            names = "--lessons",
            paramLabel = "FOLDER",
            defaultValue = "${env:LOGITLAB_LESSONS:-lessons}",
            description = "The folder of lessons, one folder a language in it. Default: ${DEFAULT-VALUE}")
    Path lessons;
}
