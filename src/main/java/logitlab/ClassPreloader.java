package logitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The program's own classes, including its templates. */
final class ClassPreloader {

    private static final String OWN = "(logitlab|gg/jte/generated)/.*\\.class";

    private ClassPreloader() {}

    /**
     * Loads all classes if they come from a jar. Java would otherwise load each on first use, and could no longer find it if
     * the jar had been replaced meanwhile.
     */
    static void load() {
        Path jar = Path.of(URI.create(
                App.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (!Files.isRegularFile(jar)) {
            return; // a folder, as during development
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.matches(OWN))
                    .forEach(ClassPreloader::load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String file) {
        try {
            Class.forName(file.replace(".class", "").replace('/', '.'), false, ClassPreloader.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
