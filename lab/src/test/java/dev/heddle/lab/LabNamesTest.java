package dev.heddle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
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
            assertThat(LabNames.workloadLink(uid)).matches("w[0-9a-z]+").hasSizeLessThanOrEqualTo(LINK_BYTES);
            assertThat(links.add(LabNames.workloadLink(uid))).isTrue();
            assertThat(links.add(LabNames.parkedLink(uid))).isTrue();
        }
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
