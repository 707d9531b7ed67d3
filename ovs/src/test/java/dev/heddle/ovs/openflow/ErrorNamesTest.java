package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each error is named as ovs-ofctl prints it, and each that ovs-ofctl names is known. */
class ErrorNamesTest {
    private static final int TYPES = 20;
    private static final int CODES = 60;
    private static final int NICIRA = 0x2320;
    private static final int ONF = 0x4f4e4600;
    private static final Pattern PRINTED =
            Pattern.compile("OFPT_ERROR \\(OF1\\.5\\) \\(xid=(0x[0-9a-f]+)\\): (\\w+)$", Pattern.MULTILINE);

    @Test
    void errorsHaveTheNamesThatOvsOfctlPrints() throws IOException {
        List<OfError> errors = new ArrayList<>();
        for (int type = 0; type < TYPES; type++) {
            for (int code = 0; code < CODES; code++) {
                errors.add(new OfError(type, code, 0, Octets.EMPTY));
            }
        }
        for (int code = 0; code < 4096; code++) {
            errors.add(new OfError(OfError.EXPERIMENTER, code, NICIRA, Octets.EMPTY));
            errors.add(new OfError(OfError.EXPERIMENTER, code, ONF, Octets.EMPTY));
        }
        Map<Integer, String> theirs = printed(errors);
        assertThat(theirs).hasSizeGreaterThan(190);
        for (int i = 0; i < errors.size(); i++) {
            OfError error = errors.get(i);
            String name = theirs.get(i);
            if (name == null) {
                assertThat(error.name())
                        .as("type %d, code %d", error.type(), error.code())
                        .startsWith("error ");
            } else {
                assertThat(error.name())
                        .as("type %d, code %d", error.type(), error.code())
                        .isEqualTo(name);
            }
        }
    }

    /** What ovs-ofctl prints for the errors that it knows, by index. */
    private static Map<Integer, String> printed(List<OfError> errors) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        for (int i = 0; i < errors.size(); i++) {
            OpenFlowCodec.encode(i, errors.get(i), bytes);
        }
        Map<Integer, String> out = new TreeMap<>();
        try (DummyOvs ovs = DummyOvs.start()) {
            Path file = ovs.directory().resolve("errors");
            Files.write(file, ByteBufUtil.getBytes(bytes));
            Matcher line = PRINTED.matcher(ovs.ofctl("ofp-parse", file.toString()));
            while (line.find()) {
                out.put(Integer.decode(line.group(1)), line.group(2));
            }
        }
        return out;
    }
}
