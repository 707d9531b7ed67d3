package dev.heddle.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a text the errors of groups and meters say that they are; {@code ^} marks the place. */
class GroupTextTest {
    private static void at(String marked, Function<String, ?> read) {
        int place = marked.indexOf('^');
        String text = marked.replace("^", "");
        TextException error = catchThrowableOfType(TextException.class, () -> read.apply(text));
        assertThat(error).as(text).isNotNull();
        assertThat(error.column()).as("%s: %s", text, error.getMessage()).isEqualTo(place + 1);
        assertThat(error).hasMessageStartingWith("column " + (place + 1) + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_id=1,type=^none",
                "group_id=^4294967041,type=all",
                "group_id=^x,type=all",
                "group_id=1,type=all,^colour=red",
                "group_id=1,type=all,^command_bucket_id=1",
                "group_id=1,type=select,selection_method=^crc",
                "group_id=1,type=all,selection_method=^hash",
                "group_id=1,type=select,selection_method=hash,fields(ip_src,^speed)",
                "group_id=1,type=select,selection_method=hash,fields(ip_src,^nw_src)",
                "group_id=1,type=select,selection_method=hash,fields=eth_type=^0xff",
                "group_id=1,type=all,^bucket=bucket_id:1",
                "group_id=1,type=all,bucket=output:1,^bucket=drop,output:1",
                "group_id=1,type=all,bucket=bucket_id:^4294967041,output:1",
                "group_id=1,type=all,bucket=bucket_id:3,output:1,^bucket=bucket_id:3,output:2",
                "group_id=1,type=all,^bucket=weight:2,output:1",
                "group_id=1,type=select,bucket=weight:^70000,output:1",
                "group_id=1,type=ff,bucket=watch_port:1,output:1,^bucket=output:2",
                "group_id=1,type=ff,bucket=watch_port:^LOCAL,output:1",
                "group_id=1,type=all,bucket=output:1,^fly",
                "group_id=1,type=all,bucket=output:1,output:^p9",
                "group_id=1,type=indirect,bucket=output:1,bucket=output:2^"
            })
    void anErrorOfAGroupNamesItsPlace(String marked) {
        at(marked, text -> GroupText.read(text, PortNames.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_id=1,command_bucket_id=^all,bucket=output:1",
                "group_id=1,command_bucket_id=^4294967041,bucket=output:1",
                "group_id=1,^type=all,command_bucket_id=1,bucket=output:1"
            })
    void anErrorOfBucketsThatComeNamesItsPlace(String marked) {
        at(marked, text -> GroupText.readInsertBuckets(text, PortNames.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meter=^x,kbps,band=type=drop,rate=1",
                "meter=^0,kbps,band=type=drop,rate=1",
                "meter=1,kbps,^speed=1,band=type=drop,rate=1",
                "meter=1,kbps^",
                "meter=1,kbps,band=^rate=1",
                "meter=1,kbps,band=type=^shape,rate=1",
                "meter=1,kbps,band=^type=drop",
                "meter=1,kbps,band=type=drop,rate=2,^type=drop,rate=1,burst_size=1",
                "meter=1,kbps,burst,band=^type=drop,rate=1",
                "meter=1,kbps,band=type=dscp_remark,rate=1,prec_level=^256",
                "meter=1,kbps,band=type=drop,rate=1,^level=2"
            })
    void anErrorOfAMeterNamesItsPlace(String marked) {
        at(marked, MeterText::read);
    }
}
