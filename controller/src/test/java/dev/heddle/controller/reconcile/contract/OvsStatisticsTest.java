package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.spec.Resources;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OvsStatisticsTest {
    private static Resources read(String cpu, String memory, String fileSystems) {
        return OvsStatistics.read(Map.of("cpu", cpu, "memory", memory, "file_systems", fileSystems))
                .orElse(Resources.NONE);
    }

    @Test
    void readsWhatVswitchdWrites() {
        Resources told = read("2", "24684084,2417552,908792,0,0", "/,264212084,25574188 /data,3750000000,9000");
        assertThat(told.cpu()).hasValue(2000);
        assertThat(told.memory()).hasValue(24684084L * 1024);
        assertThat(told.storage()).hasValue((264212084L + 3750000000L) * 1024);
        assertThat(told.gpu()).isEmpty();
        assertThat(told.bandwidth()).isEmpty();
    }

    @Test
    void aFileSystemThatIsMountedTwiceCountsOnce() {
        assertThat(read("2", "1,1", "/,264212084,25574188 /run/netns,264212084,25574188")
                        .storage())
                .hasValue(264212084L * 1024);
        assertThat(read("2", "1,1", "/a,100,5 /b,100,6").storage()).hasValue(200 * 1024);
    }

    @Test
    void storageStaysOpenWhereNoFileSystemIsTold() {
        for (String none : new String[] {"", " ", "/", "/,1", "/,x,1", "/,1000000000000000000000,1"}) {
            assertThat(read("2", "1,1", none).storage()).as(none).isEqualTo(OptionalLong.empty());
        }
        assertThat(read("2", "1,1", "/mnt/with,comma,100,5").storage()).hasValue(100 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "x", "99999999999999999999"})
    void isNothingAsLongAsCoresOrMemoryAreNotTold(String number) {
        assertThat(OvsStatistics.read(Map.of("cpu", number, "memory", "1,1"))).isEmpty();
        assertThat(OvsStatistics.read(Map.of("cpu", "1", "memory", number + ",1")))
                .isEmpty();
        assertThat(OvsStatistics.read(Map.of())).isEmpty();
    }
}
