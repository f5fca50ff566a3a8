package logitlab;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What the command line takes, for tests of files that use it. */
public final class ProgramOptions {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)");

    private ProgramOptions() {}

    /** The options of the program and of this subcommand: {@code --port}. */
    public static Set<String> flags(String... subcommand) {
        Set<String> names = new TreeSet<>();
        CommandLine line = App.commandLine();
        line.getCommandSpec().options().forEach(option -> names.addAll(Set.of(option.names())));
        for (String name : subcommand) {
            line = line.getSubcommands().get(name);
            if (line == null) {
                return Set.of();
            }
            line.getCommandSpec().options().forEach(option -> names.addAll(Set.of(option.names())));
        }
        return names;
    }

    /** @throws RuntimeException naming an unknown variable, or an option with a wrong value */
    public static void requireValid(Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (!environment().contains(name)) {
                throw new IllegalArgumentException(name + " is not a variable of the program");
            }
            String option =
                    name.replaceFirst("LOGITLAB_", "--").replace('_', '-').toLowerCase(Locale.ROOT);
            arguments.add(option + "=" + value);
        });
        ServeOptions options = new ServeOptions();
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        options.requireRanges();
        options.access();
    }

    /** As the source has it, because picocli gives the value of the variable. */
    private static String writtenDefault(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement field && field.isAnnotationPresent(Option.class)
                ? field.getAnnotation(Option.class).defaultValue()
                : "";
    }

    /** The names of the subcommands. */
    public static Set<String> subcommands() {
        return App.commandLine().getSubcommands().keySet();
    }

    /** The variables that give the options of {@code serve} their defaults: {@code LOGITLAB_PORT}. */
    public static Set<String> environment() {
        return App.commandLine().getCommandSpec().options().stream()
                .map(ProgramOptions::writtenDefault)
                .map(VARIABLE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
