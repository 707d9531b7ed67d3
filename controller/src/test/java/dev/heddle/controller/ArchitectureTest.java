package dev.heddle.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package may use which: the arrows of ARCHITECTURE.md. */
final class ArchitectureTest {
    private static final String BASE = "dev.heddle.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Other modules' tests are a jar once the build packages them.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.heddle");

    /** Each area and what else of ours it may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("flow", List.of()),
            Map.entry("compiler", List.of("model", "flow")),
            Map.entry("verify", List.of("model", "flow")),
            Map.entry("ovs", List.of("flow")),
            Map.entry("controller.state", List.of("model")),
            Map.entry("controller.store", List.of("model", "controller.state")),
            Map.entry(
                    "controller.trace",
                    List.of("model", "flow", "compiler", "controller.state", "controller.reconcile")),
            Map.entry("controller.telemetry", List.of("model", "controller.state")),
            Map.entry("placement", List.of("model")),
            Map.entry("controller.http", List.of("model", "placement", "controller.state", "controller.telemetry")),
            Map.entry(
                    "controller.reconcile", List.of("model", "flow", "compiler", "verify", "ovs", "controller.state")));

    @Test
    void every_area_uses_only_what_its_arrows_allow() {
        Map<String, TreeSet<String>> wrong = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            String area = area(from.getPackageName());
            List<String> allowed = ARROWS.get(area);
            if (allowed == null) {
                continue;
            }
            from.getDirectDependenciesFromSelf().stream()
                    .map(d -> area(d.getTargetClass().getBaseComponentType().getPackageName()))
                    .filter(to -> !to.isEmpty() && !to.equals(area) && !allowed.contains(to))
                    .forEach(to -> wrong.computeIfAbsent(from.getName(), n -> new TreeSet<>())
                            .add(to));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_area_was_looked_at() {
        TreeSet<String> seen = new TreeSet<>();
        CLASSES.forEach(c -> seen.add(area(c.getPackageName())));
        assertThat(seen).containsAll(ARROWS.keySet());
    }

    @Test
    void pure_areas_have_no_clock_thread_socket_logger_or_random_source() {
        String[] pure = {
            "dev.heddle.model..",
            "dev.heddle.flow..",
            "dev.heddle.compiler..",
            "dev.heddle.verify..",
            "dev.heddle.placement.."
        };
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net", "java.util.concurrent..", "java.util.logging", "org.slf4j..", "io.netty..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    /** The area of a package of ours; empty for others and for the wiring in {@code controller} itself. */
    private static String area(String name) {
        if (!name.startsWith(BASE)) {
            return "";
        }
        String own = name.substring(BASE.length());
        return Arrays.stream(ARROWS.keySet().toArray(String[]::new))
                .filter(area -> own.equals(area) || own.startsWith(area + "."))
                .findFirst()
                .orElse("");
    }
}
