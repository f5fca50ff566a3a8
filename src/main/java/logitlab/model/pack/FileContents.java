package logitlab.model.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.model.InvalidPackageException;

/**
 * Finds a file that is there but has different contents: the usual results of a download that went wrong.
 *
 * <pre>
 * version https://git-lfs.github.com/spec/v1 ...   a pointer that git leaves without Git LFS
 * &lt;!doctype html> ...                              the page about the file
 * Entry not found                                  what the hub answers without the file
 * </pre>
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">Git LFS specification: the pointer</a>
 */
final class FileContents {

    private static final int BEGINNING = 600;
    private static final int POINTER = 1024; // a pointer has fewer bytes, by its specification
    private static final String LFS = "version https://git-lfs.github.com/spec/v1";
    private static final Pattern LFS_SIZE = Pattern.compile("(?m)^size (\\d{1,18})$");
    private static final Pattern WEB_PAGE =
            Pattern.compile("\\s*(<!doctype html|<html|<head|<\\?xml).*", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile(
            "\\s*(entry not found|repository not found|invalid (username|credentials)|access to model|unauthorized|"
                    + "not found|\\{\"error\").*",
            Pattern.DOTALL);

    private FileContents() {}

    /** @throws InvalidPackageException if the file is empty, a pointer, a web page, a server's answer or a model of another format */
    static void require(Path file) throws InvalidPackageException {
        String start = beginning(file);
        String lower = start.toLowerCase(Locale.ROOT);
        if (start.isEmpty()) {
            throw wrong(file, "an empty file", "Copy or download it again.");
        }
        if (start.startsWith(LFS) && length(file) <= POINTER) {
            Matcher size = LFS_SIZE.matcher(start);
            throw wrong(
                    file,
                    "a Git LFS pointer of " + length(file) + " bytes"
                            + (size.find() ? ", in place of " + ByteSize.format(Long.parseLong(size.group(1))) : ""),
                    "Run git lfs install and then git lfs pull in the repository that you cloned.");
        }
        if (WEB_PAGE.matcher(lower).matches()) {
            throw wrong(
                    file,
                    "a web page under this name",
                    "Download the file itself: its address on Hugging Face has /resolve/ where that of the page has /blob/.");
        }
        if (ANSWER.matcher(lower).matches() && length(file) <= BEGINNING) {
            throw wrong(
                    file,
                    "the answer of a server that did not send the file",
                    "Download it again, and check the address and your access to the model.");
        }
        if (start.startsWith("GGUF")) {
            throw otherFormat(file, "a GGUF file");
        }
        if (start.startsWith("PK\u0003\u0004")) {
            throw otherFormat(file, "a zip archive, such as a checkpoint of PyTorch");
        }
    }

    private static InvalidPackageException otherFormat(Path file, String found) {
        return wrong(file, found, "Export the model to ONNX, for example with optimum-cli export onnx.");
    }

    private static InvalidPackageException wrong(Path file, String found, String fix) {
        return new InvalidPackageException(file, "the contents of " + file.getFileName(), found, fix);
    }

    private static String beginning(Path file) throws InvalidPackageException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw ModelPackage.unreadable(file, e);
        }
    }

    private static long length(Path file) throws InvalidPackageException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ModelPackage.unreadable(file, e);
        }
    }
}
