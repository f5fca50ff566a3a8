package logitlab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The rooms of the house: which package may use which, how full one may be, and which library lives where. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

    private static final int MOST_FILES = 25;

    private static final Path MAIN = Path.of("src/main/java");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("logitlab");

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("logitlab");

    @Test
    void decoding_knows_only_java() {
        classes()
                .that()
                .resideInAPackage("logitlab.decoding..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("logitlab.decoding..", "java..")
                .check(CLASSES);
    }

    @Test
    void arrows_point_downward() {
        above("logitlab.model..", "logitlab.lesson..", "logitlab.web..");
        above("logitlab.lesson..", "logitlab.web..");
        noClasses()
                .that()
                .resideInAnyPackage("logitlab.model..", "logitlab.lesson..", "logitlab.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("logitlab")
                .check(CLASSES);
    }

    private static void above(String layer, String... higher) {
        noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(higher)
                .check(CLASSES);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_a_circle() {
        slices().matching("logitlab.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void no_package_is_crowded_and_each_says_what_it_is_for() {
        filesByPackage().forEach((folder, files) -> {
            assertThat(files).as("files in " + folder).hasSizeLessThanOrEqualTo(MOST_FILES);
            assertThat(files).as("files in " + folder).contains("package-info.java");
        });
    }

    private static Map<Path, List<String>> filesByPackage() {
        return javaFiles(MAIN)
                .collect(Collectors.groupingBy(
                        Path::getParent,
                        Collectors.mapping(file -> file.getFileName().toString(), Collectors.toList())));
    }

    @Test
    void no_simple_class_name_is_used_twice() {
        Map<String, List<Path>> files = Stream.of(MAIN, Path.of("src/test/java"), Path.of("src/bench/java"))
                .flatMap(ArchitectureTest::javaFiles)
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(file -> file.getFileName().toString()));

        assertThat(files).allSatisfy((name, places) -> assertThat(places).hasSize(1));
    }

    /** By its name Maven knows which tests need a browser and so run in {@code mvn verify} alone. */
    @Test
    void a_test_with_a_browser_is_called_a_journey() {
        classes()
                .that()
                .haveNameMatching(".*(Test|Test\\$.*)")
                .and(use("com.microsoft.playwright", "logitlab.Browsers"))
                .should()
                .haveNameMatching(".*JourneyTest(\\$.*)?")
                .check(TESTS);
    }

    private static DescribedPredicate<JavaClass> use(String... names) {
        return DescribedPredicate.describe(
                "use one of " + String.join(", ", names),
                user -> user.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getName())
                        .anyMatch(used -> Stream.of(names).anyMatch(used::startsWith)));
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void what_is_thrown_ends_in_exception() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(CLASSES);
    }

    @Test
    void each_library_lives_in_its_layer() {
        livesOnlyIn("logitlab.model..", "ai.onnxruntime..", "ai.djl..");
        livesOnlyIn("logitlab.model.engine..", "dev.failsafe..");
        livesOnlyIn("logitlab.lesson..", "org.commonmark..");
        livesOnlyIn("logitlab.web..", "io.javalin..", "gg.jte..", "jakarta..", "org.eclipse.jetty..");
        livesOnlyIn(
                "logitlab.web.preview..",
                "org.apache.fontbox..",
                "org.apache.pdfbox..",
                "java.awt..",
                "javax.imageio..");
        livesOnlyIn("logitlab", "picocli..");
    }

    /** Chat templates are foreign programs: what runs them could not even open a file. */
    @Test
    void templates_run_on_nothing_but_values() {
        String[] rooms = {"logitlab.model.prompt.jinja..", "logitlab.model.prompt.python.."};
        classes()
                .that()
                .resideInAnyPackage(rooms)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(rooms)
                        .or(resideInAnyPackage("java.lang", "java.util..", "java.math", "java.time..")))
                .check(CLASSES);
    }

    @Test
    void nothing_is_fetched_but_by_the_command_that_adds_a_model_and_from_the_engine_that_a_package_names() {
        noClasses()
                .that()
                .resideOutsideOfPackages("logitlab.model.hub..", "logitlab.model.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("logitlab.model.engine..")
                .should()
                .onlyBeAccessed()
                .byClassesThat(areIn("logitlab.model.engine", "EnginePackage", "ModelPackage", "PackageDigest"))
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("logitlab.model.hub..")
                .should()
                .onlyBeAccessed()
                .byClassesThat(areIn("logitlab.model.hub", "AddCommand", "ProgressBar"))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areIn(String room, String... names) {
        return DescribedPredicate.describe(
                "are in " + room + " or one of " + String.join(", ", names),
                user -> user.getPackageName().startsWith(room) || List.of(names).contains(user.getSimpleName()));
    }

    @Test
    void no_font_of_the_machine_is_asked_for() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.awt\\.(Font|font\\.).*|sun\\..*")
                .check(CLASSES);
    }

    private static void livesOnlyIn(String layer, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(layer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }

    @Test
    void no_package_is_named_for_nothing() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..service..", "..impl..", "..dto..")
                .check(CLASSES);
    }
}
