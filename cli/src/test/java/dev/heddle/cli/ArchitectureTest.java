package dev.heddle.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.heddle.flow.text.TextException;
import org.junit.jupiter.api.Test;

/** Which command may use what: only those of {@code switch} speak to a switch, and they to nothing else. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.heddle.cli");

    @Test
    void only_switch_speaks_to_switches() {
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.cli..")
                .and()
                .resideOutsideOfPackage("dev.heddle.cli.vswitch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.heddle.ovs..")
                .check(CLASSES);
    }

    @Test
    void only_switch_and_the_offline_proof_know_flows() {
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.cli..")
                .and()
                .resideOutsideOfPackages("dev.heddle.cli.vswitch..", "dev.heddle.cli.verify..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.heddle.flow..", "dev.heddle.verify..")
                        .and(not(type(TextException.class))))
                .check(CLASSES);
    }

    @Test
    void the_offline_proof_asks_nobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.cli.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.heddle.controller..", "dev.heddle.lab..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void switch_needs_no_controller_and_no_lab() {
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.cli.vswitch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.heddle.controller..", "dev.heddle.lab..", "dev.heddle.model..")
                .check(CLASSES);
    }
}
