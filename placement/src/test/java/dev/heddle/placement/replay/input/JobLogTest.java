package dev.heddle.placement.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobLogTest {
    private static long micros(String time) {
        return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static List<Job> read(String text) throws InputException {
        return JobLog.read("jobs", text);
    }

    private static String faults(String text) {
        InputException e = catchThrowableOfType(InputException.class, () -> read(text));
        assertThat(e).as("refused").isNotNull();
        return e.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void readsThePhillyLogAsItIs() throws InputException {
        assertThat(read("""
                timestamp,duration,num_gpus,gpu_time,cluster
                2017-10-09 07:01:55,66.0,1,66.0,11cb48

                2017-10-09T06:13:03,2951.1234567,16,2951.0,6214e9
                """))
                .containsExactly(
                        new Job("2", 2, micros("2017-10-09T07:01:55"), 66_000_000, 1, 0),
                        new Job("4", 4, micros("2017-10-09T06:13:03"), 2_951_123_457L, 16, 0));
    }

    @Test
    void columnsAreFoundByName() throws InputException {
        assertThat(read("num_gpus,x,duration,timestamp\r\n2,,1e2,2017-10-09 00:00:00.5\r\n"))
                .containsExactly(new Job("2", 2, micros("2017-10-09T00:00:00") + 500_000, 100_000_000, 2, 0));
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        assertThat(faults("""
                timestamp,duration,num_gpus
                2017-10-09 07:01:55,66.0
                yesterday,-1,0
                2017-10-09 07:01:55,66.0,1
                2017-13-09 07:01:55,nan,1.5
                2017-10-09 07:01:55,1e10,99999999999999999999
                2017-10-09 07:01:55,66.0,1,
                """)).isEqualTo("""
                jobs:2:1: found 2 cells, the header has 3
                jobs:3:1: timestamp: found "yesterday", expected a time as 2017-10-09 07:01:55
                jobs:3:11: duration: found "-1", expected seconds from 0 to 1000000000
                jobs:3:14: num_gpus: found "0", expected a whole number from 1 to 1000000
                jobs:5:1: timestamp: found "2017-13-09 07:01:55", expected a time as 2017-10-09 07:01:55
                jobs:5:21: duration: found "nan", expected seconds from 0 to 1000000000
                jobs:5:25: num_gpus: found "1.5", expected a whole number from 1 to 1000000
                jobs:6:21: duration: found "1e10", expected seconds from 0 to 1000000000
                jobs:6:26: num_gpus: found "99999999999999999999", expected a whole number from 1 to 1000000
                jobs:7:1: found 4 cells, the header has 3""");
    }

    @Test
    void missingColumnsAreToldAllAtOnce() {
        assertThat(faults("\ntime,duration,duration\n1,2,3\n4,5\n")).isEqualTo("""
                jobs:2:1: timestamp: there is no such column in the header
                jobs:2:1: num_gpus: there is no such column in the header
                jobs:2:15: duration: there are two columns of this name
                jobs:4:1: found 2 cells, the header has 3""");
        assertThat(faults(" \n")).isEqualTo("jobs:1:1: empty, expected a header with timestamp, duration, num_gpus");
        assertThat(faults("JobID|Submit|NNodes\n")).isEqualTo("""
                jobs:1:1: ElapsedRaw: there is no such column in the header
                jobs:1:1: AllocTRES: there is no such column in the header""");
    }

    @Test
    void ofManyFaultsTheMessageShowsTheFirst() {
        String broken = "timestamp,duration,num_gpus\n" + "x\n".repeat(30);
        InputException e = catchThrowableOfType(InputException.class, () -> read(broken));
        assertThat(e.faults()).hasSize(30);
        assertThat(e.getMessage().lines()).hasSize(21).last().isEqualTo("and 10 more");
    }

    @Test
    void readsWhatSacctPrintsAndSkipsSteps() throws InputException {
        assertThat(read("""
                JobID|Submit|ElapsedRaw|NNodes|AllocTRES
                100|2024-01-05T10:00:00|3600|2|billing=32,cpu=32,gres/gpu=16,gres/gpu:a100=16,mem=64G,node=2
                100.batch|2024-01-05T10:00:01|3600|1|cpu=16,mem=32G,node=1
                100.0|2024-01-05T10:00:01|abc||
                101_7|2024-01-05T09:00:00|60|3|cpu=96,node=3
                102|2024-01-05T09:00:00|0|1|
                103|2024-01-05T09:00:00|5|1|gres/gpu:a100=2,gres/gpu:v100=1
                """))
                .containsExactly(
                        new Job("100", 2, micros("2024-01-05T10:00:00"), 3_600_000_000L, 16, 2),
                        new Job("101_7", 5, micros("2024-01-05T09:00:00"), 60_000_000, 0, 3),
                        new Job("102", 6, micros("2024-01-05T09:00:00"), 0, 0, 1),
                        new Job("103", 7, micros("2024-01-05T09:00:00"), 5_000_000, 3, 1));
    }

    @Test
    void whatIsWrongInSacctIsTold() {
        assertThat(faults("""
                JobID|Submit|ElapsedRaw|NNodes|AllocTRES
                100|Unknown|1-00:00:00|0|gres/gpu=x
                100|2024-01-05T10:00:00|1|1|
                |2024-01-05T10:00:00|1|1|
                """)).isEqualTo("""
                jobs:2:5: Submit: found "Unknown", expected a time as 2017-10-09 07:01:55
                jobs:2:13: ElapsedRaw: found "1-00:00:00", expected a whole number from 0 to 1000000000
                jobs:2:24: NNodes: found "0", expected a whole number from 1 to 100000
                jobs:2:26: AllocTRES: found "x", expected a whole number from 0 to 1000000
                jobs:3:1: JobID: is already the job of line 2
                jobs:4:1: JobID: empty""");
    }
}
