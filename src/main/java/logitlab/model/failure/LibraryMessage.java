package logitlab.model.failure;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a library reports about a file, without the library's own words: what is in the file, and what to do about it.
 *
 * <pre>
 * "Fatal error: com.microsoft:Fancy(-1) is not a registered function/op"   becomes
 * "the operator com.microsoft:Fancy, which ONNX Runtime does not have on a CPU"
 * </pre>
 *
 * @param fix what to do; empty if the message does not tell more than the place where it was thrown
 */
public record LibraryMessage(String found, Optional<String> fix) {

    private static final Logger LOG = LoggerFactory.getLogger(LibraryMessage.class);

    private static final int CAUSES = 10;

    private static final String OTHER_EXPORT =
            "Take an export of the model for ONNX Runtime on a CPU, such as those of onnx-community on Hugging Face.";

    private static final String OTHER_ONNX =
            "Export the model again for an older version of ONNX, or update Logit Lab.";

    private static final String TOKENIZER = "Make tokenizer.json again with a current version of transformers:"
            + " AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER).";

    private static final String MORE_MEMORY =
            "Take a smaller model or a smaller dtype, or give Java more memory with -Xmx.";

    /** @param words what a message contains. @param found with {@code %s} for each group of {@code words} */
    private record Known(Pattern words, String found, Optional<String> fix) {

        static Known of(String words, String found, String fix) {
            return new Known(Pattern.compile(words), found, Optional.of(fix));
        }

        static Known of(String words, String found) {
            return new Known(Pattern.compile(words), found, Optional.empty());
        }

        Optional<LibraryMessage> in(String message) {
            return words.matcher(message)
                    .results()
                    .findFirst()
                    .map(match -> new LibraryMessage(found.formatted((Object[]) groups(match)), fix));
        }

        private static String[] groups(MatchResult match) {
            return Stream.iterate(1, i -> i <= match.groupCount(), i -> i + 1)
                    .map(match::group)
                    .toArray(String[]::new);
        }
    }

    private static final List<Known> KNOWN = List.of(
            Known.of(
                    "([\\w.:]+)\\(-?\\d+\\) is not a registered function/op",
                    "the operator %s, which ONNX Runtime does not have on a CPU",
                    OTHER_EXPORT),
            Known.of(
                    "No Op registered for (\\w+) with domain_version of (\\d+)",
                    "the operator %s, which opset %s does not have",
                    OTHER_EXPORT),
            Known.of(
                    "Could not find an implementation for ([\\w.:]+)\\(",
                    "the operator %s with numbers of a type that ONNX Runtime does not compute on a CPU",
                    "Take another dtype of the model, such as fp32 or q4."),
            Known.of(
                    "Unsupported model IR version: (\\d+), max supported IR version: (\\d+)",
                    "version %s of the ONNX format; this program reads versions up to %s",
                    OTHER_ONNX),
            Known.of(
                    "Opset (\\d+) is under development.*till opset (\\d+)",
                    "opset %s; this program has the operators up to opset %s",
                    OTHER_ONNX),
            Known.of(
                    "Protobuf parsing failed|ModelProto does not have a graph|Protobuf serialization failed",
                    "a file that is not ONNX, or only a part of one",
                    "Copy or download the file again."),
            Known.of(
                    "External data path does not exist|cannot get file size",
                    "no data file next to it",
                    "Copy the data files that belong to the graph into its folder."),
            Known.of(
                    "file_length: \\d+ are out of bounds",
                    "a data file that is too short",
                    "Copy the data file again."),
            Known.of(
                    "External data path validation failed|escapes",
                    "weights in a file outside of its folder",
                    "Put the data files next to the graph, under the names that it gives them."),
            Known.of("bad_alloc|Failed to allocate memory|Java heap space", "too little memory for it", MORE_MEMORY),
            Known.of("running (\\w+) node", "the operator %s, which fails when it is run"),
            Known.of(
                    "ShapeInferenceError|Type Error|[Ii]nvalid model|INVALID_GRAPH|not a graph input",
                    "a graph whose parts do not fit together",
                    "Export it again: the file was changed or written wrongly."),
            Known.of("unknown variant `(\\w+)`", "the unknown kind %s", TOKENIZER),
            Known.of("missing field `(\\w+)`", "a file without the field %s", TOKENIZER),
            Known.of(
                    "untagged enum (\\w+?)(?:Untagged|Wrapper|Helper)?\\b",
                    "a part (%s) of a kind that the program does not know",
                    TOKENIZER),
            Known.of(
                    "[Uu]nk token `?(.*?)`? not found|UnkTokenOutOfVocabulary",
                    "an unknown-token that is not in its vocabulary",
                    TOKENIZER),
            Known.of(
                    "Token `(.*?)` out of vocabulary", "a merge with “%s”, which is not in the vocabulary", TOKENIZER));

    /**
     * Never a library's own text: a message that is not known here becomes a general sentence, and goes to the log for the person who
     * maintains this program, who starts it with {@code -Dlogitlab.log=debug}.
     */
    public static LibraryMessage of(Throwable failure) {
        return causes(failure)
                .map(LibraryMessage::byType)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> causes(failure)
                        .map(cause -> Objects.toString(cause.getMessage(), ""))
                        .flatMap(message -> KNOWN.stream().map(known -> known.in(message)))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElseGet(() -> unknown(failure));
    }

    private static LibraryMessage unknown(Throwable failure) {
        LOG.debug("a message of a library that this program does not know", failure);
        return new LibraryMessage("something that this program cannot read", Optional.empty());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES);
    }

    private static Optional<LibraryMessage> byType(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return Optional.of(new LibraryMessage("too little memory for it", Optional.of(MORE_MEMORY)));
        }
        if (failure instanceof StackOverflowError) {
            return Optional.of(new LibraryMessage("parts in parts, too deep to read", Optional.empty()));
        }
        if (failure instanceof AccessDeniedException) {
            return Optional.of(new LibraryMessage(
                    "a file that this program may not read", Optional.of("Let this program read the file.")));
        }
        if (failure instanceof NoSuchFileException) {
            return Optional.of(new LibraryMessage("nothing", Optional.empty()));
        }
        return failure instanceof CharacterCodingException
                ? Optional.of(new LibraryMessage("bytes that are not text in UTF-8", Optional.empty()))
                : Optional.empty();
    }
}
