package dev.heddle.ovs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the library stands on: {@code flow}, Netty and Jackson, and nothing else. */
final class DependenciesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.heddle.ovs", "dev.heddle.flow");

    @Test
    void the_library_needs_only_netty_and_jackson() {
        classes()
                .that()
                .resideInAPackage("dev.heddle.ovs..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "org.jspecify.annotations..",
                        "io.netty..",
                        "tools.jackson..",
                        "dev.heddle.flow..",
                        "dev.heddle.ovs..")
                .check(CLASSES);
    }

    @Test
    void flow_needs_nothing() {
        classes()
                .that()
                .resideInAPackage("dev.heddle.flow..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.heddle.flow..")
                .check(CLASSES);
    }

    @Test
    void the_protocols_know_nothing_of_the_classes_on_top() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.heddle.ovs.openflow..", "dev.heddle.ovs.ovsdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.heddle.ovs.sdk..")
                .check(CLASSES);
    }

    @Test
    void the_protocols_know_nothing_of_each_other() {
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.ovs.openflow..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.heddle.ovs.ovsdb..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.heddle.ovs.ovsdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.heddle.ovs.openflow..")
                .check(CLASSES);
    }
}
