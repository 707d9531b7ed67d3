package dev.heddle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LabNamesTest {
    private static final int LINK_BYTES = 15;
    private static final int FILE_BYTES = 255;

    @Test
    void sameDirectorySamePrefixInAnySpelling() {
        assertThat(LabNames.of(Path.of("/tmp/a/../lab"))).isEqualTo(LabNames.of(Path.of("/tmp/lab")));
        assertThat(LabNames.of(Path.of("/tmp/lab"))).isNotEqualTo(LabNames.of(Path.of("/tmp/lab2")));
    }

    @Test
    void namesFitWhatLinuxTakes() {
        LabNames names = LabNames.of(Path.of("/tmp/lab"));
        String longest = "a".repeat(63);
        assertThat(names.rootLink()).hasSize(7);
        assertThat(names.workloadNamespace(longest, longest)).hasSizeLessThanOrEqualTo(FILE_BYTES);
        Set<String> links = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String uid = new UUID(i, i).toString();
            assertThat(LabNames.workloadLink(uid)).matches("w[0-9a-z]+");
            for (String link : List.of(
                    LabNames.workloadLink(uid),
                    LabNames.jack(uid),
                    LabNames.parked(uid),
                    LabNames.lead(uid, "h1"),
                    LabNames.lead(uid, "h200"))) {
                assertThat(link).hasSizeLessThanOrEqualTo(LINK_BYTES);
                assertThat(links.add(link)).isTrue();
            }
        }
    }

    @Test
    void workloadsLinksAreToldFromTheFabricsOwn() {
        String uid = new UUID(1, 2).toString();
        assertThat(List.of(LabNames.jack(uid), LabNames.parked(uid), LabNames.lead(uid, "h1")))
                .allMatch(LabNames::patched);
        assertThat(List.of("lo", "root", "control", "control-h1", "control-h200", "under1", "under8-h200"))
                .noneMatch(LabNames::patched);
    }

    @Test
    void ownsItsNamespacesAndNoOthers() {
        LabNames names = new LabNames("hlaaaaa");
        assertThat(names.owns(names.fabricNamespace())).isTrue();
        assertThat(names.owns(names.hostNamespace("h12"))).isTrue();
        assertThat(names.owns(names.workloadNamespace("t", "p"))).isTrue();
        assertThat(names.owns("hlaaaaab-h1")).isFalse();
        assertThat(names.owns("hlbbbbb-h1")).isFalse();
    }

    @Test
    void differentPortsNeverShareANamespace() {
        LabNames names = new LabNames("hlaaaaa");
        assertThat(names.workloadNamespace("a-b", "c")).isNotEqualTo(names.workloadNamespace("a", "b-c"));
    }
}
