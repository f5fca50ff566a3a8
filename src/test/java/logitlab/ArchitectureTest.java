package logitlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which layer may use which, and which library each layer may use. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("logitlab");

    @Test
    void decoding_uses_only_the_jdk() {
        classes()
                .that()
                .resideInAPackage("logitlab.decoding..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("logitlab.decoding..", "java..")
                .check(CLASSES);
    }

    @Test
    void no_layer_uses_a_higher_one() {
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
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void each_library_is_used_in_only_one_layer() {
        livesOnlyIn("logitlab.model..", "ai.onnxruntime..", "ai.djl..");
        livesOnlyIn("logitlab.lesson..", "org.commonmark..");
        livesOnlyIn("logitlab.web..", "io.javalin..", "gg.jte..", "jakarta..", "org.eclipse.jetty..");
        livesOnlyIn("logitlab.web..", "org.apache.fontbox..", "org.apache.pdfbox..", "java.awt..", "javax.imageio..");
        livesOnlyIn("logitlab", "picocli..");
    }

    @Test
    void only_the_command_that_adds_a_model_uses_the_network() {
        livesOnlyIn("logitlab.model..", "java.net.http..");
        isUsedOnlyBy("Requests", "Requests", "Hub");
        isUsedOnlyBy("Hub", "Hub", "Download", "Addition", "AddCommand");
        isUsedOnlyBy("Addition", "Addition", "AddCommand");
    }

    private static void isUsedOnlyBy(String name, String... users) {
        classes()
                .that()
                .haveSimpleName(name)
                .should()
                .onlyBeAccessed()
                .byClassesThat(areAnyOf(users))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areAnyOf(String... names) {
        return DescribedPredicate.describe(
                "are " + String.join(", ", names), used -> List.of(names).contains(used.getSimpleName()));
    }

    @Test
    void no_font_of_the_machine_is_used() {
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
    void no_package_has_a_meaningless_name() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..service..", "..impl..", "..dto..")
                .check(CLASSES);
    }
}
