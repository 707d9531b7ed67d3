package dev.heddle.ovs.openflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    /** A megabyte: more than one buffer holds. */
    private static final int MANY = 32;

    private static OfMessage large(int number) {
        byte[] data = new byte[32 << 10];
        data[0] = (byte) number;
        return new OfMessage.EchoRequest(Octets.of(data));
    }

    private static List<OfMessage> taken(Output output) {
        ByteBuf bytes = output.take();
        List<OfMessage> out = new ArrayList<>();
        for (Frame frame = OpenFlowCodec.decode(bytes); frame != null; frame = OpenFlowCodec.decode(bytes)) {
            out.add(frame.message());
        }
        assertThat(bytes.isReadable()).isFalse();
        bytes.release();
        return out;
    }

    @Test
    void whatIsMuchComesInOrder() {
        Output output = new Output(ByteBufAllocator.DEFAULT);
        List<OfMessage> messages = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            messages.add(large(i));
            output.add(large(i));
        }
        assertThat(output.length()).isEqualTo(MANY * (8 + (32 << 10)));
        assertThat(taken(output)).containsExactlyElementsOf(messages);
        assertThat(output.length()).isZero();
        assertThat(taken(output)).isEmpty();
    }

    @Test
    void whatIsCutIsForgotten() {
        for (int kept = 0; kept < MANY; kept++) {
            Output output = new Output(ByteBufAllocator.DEFAULT);
            List<OfMessage> messages = new ArrayList<>();
            int before = 0;
            for (int i = 0; i < MANY; i++) {
                if (i == kept) {
                    before = output.length();
                }
                output.add(large(i));
            }
            output.cutTo(before);
            output.add(large(MANY));
            for (int i = 0; i < kept; i++) {
                messages.add(large(i));
            }
            messages.add(large(MANY));
            assertThat(taken(output)).containsExactlyElementsOf(messages);
        }
    }
}
