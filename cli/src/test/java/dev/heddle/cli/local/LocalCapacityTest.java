package dev.heddle.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalCapacityTest {
    @Test
    void readsWhatTheToolsPrint() {
        assertThat(LocalCapacity.cores("""
                        # The following is the parsable format, which can be fed to other
                        # programs. Each different item in every column has an unique ID
                        # starting usually from zero.
                        # CPU
                        0
                        1
                        3
                        """)).isEqualTo(3);
        assertThat(LocalCapacity.memory("""
                        MemTotal:       24684084 kB
                        MemFree:        10000000 kB
                        """)).isEqualTo(24684084L * 1024);
        assertThatThrownBy(() -> LocalCapacity.memory("MemFree: 1 kB\n")).hasMessageContaining("MemTotal");
        assertThat(LocalCapacity.storage("""
                        Filesystem     Type         1B-blocks
                        tmpfs          tmpfs       1000000000
                        /dev/vda1      ext4      270553174016
                        /dev/vda1      ext4      270553174016
                        /dev/nvme0n1   xfs      3840000000000
                        /dev/loop3     squashfs      61210624
                        /dev/sr0       iso9660       61210624
                        /dev/odd       ext4                 -
                        """)).isEqualTo(270553174016L + 3840000000000L);
        assertThat(LocalCapacity.gpus("NVIDIA H100 80GB HBM3\nNVIDIA H100 80GB HBM3\n\n"))
                .hasSize(2);
    }

    @Test
    void isACapacityOfAManifest() {
        LocalCapacity big = new LocalCapacity(96, 2L << 40, 3L << 40, List.of("H100", "H100"));
        assertThat(big.json())
                .isEqualTo(
                        "{\"cpu\":\"96\",\"gpu\":{\"count\":2,\"model\":\"H100\"},\"memory\":\"2Ti\",\"storage\":\"3Ti\"}");
        assertThat(new LocalCapacity(1, 1, 0, List.of("H100", "A100")).json())
                .isEqualTo("{\"cpu\":\"1\",\"gpu\":{\"count\":2},\"memory\":\"1\",\"storage\":\"0\"}");
        assertThat(new LocalCapacity(1, 1, 0, List.of()).json())
                .isEqualTo("{\"cpu\":\"1\",\"memory\":\"1\",\"storage\":\"0\"}");
    }
}
