package logitlab;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code serve}; the environment gives their defaults. */
final class ServeOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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
    void setPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535 but is " + port);
        }
        this.port = port;
    }

    int port;

    @Mixin
    ModelFolders models;

    @Mixin
    LessonFolder lessons;
}
