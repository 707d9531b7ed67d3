package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.MalformedMessage;
import dev.heddle.ovs.openflow.OfMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenFlowCodecTest {
    private static final int ROUNDS = 10_000;

    private static Frame decode(String hex) {
        return Objects.requireNonNull(OpenFlowCodec.decode(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))));
    }

    private static String encode(int xid, OfMessage message) {
        ByteBuf out = Unpooled.buffer();
        OpenFlowCodec.encode(xid, message, out);
        return ByteBufUtil.hexDump(out);
    }

    @Test
    void whatIsEncodedIsDecodedAsItWas() {
        long seed = 20_261;
        RandomMessages messages = new RandomMessages(seed);
        for (int i = 0; i < ROUNDS; i++) {
            OfMessage message = messages.next();
            Frame frame = decode(encode(i, message));
            if (!frame.message().equals(message) || frame.xid() != i) {
                fail("seed %d, message %d: %s became %s", seed, i, message, frame);
            }
        }
    }

    @Test
    void aPartOfAMessageIsNoMessageYet() {
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(9, new OfMessage.SetConfig(3, 0xffff), bytes);
        for (int length = 0; length < bytes.readableBytes(); length++) {
            ByteBuf part = bytes.slice(0, length);
            assertThat(OpenFlowCodec.decode(part)).isNull();
            assertThat(part.readerIndex()).isZero();
        }
    }

    @Test
    void registersMayComeBackAsPacketRegistersAndTheVlanTagInParts() {
        String flow = "060e%04x00000001" + "0000000000000000" + "0000000000000000" + "0000" + "0000" + "0000" + "0005"
                + "ffffffff" + "ffffffff" + "ffffffff" + "00000000";
        String match =
                "00010039" + "80010110" + "0000000500000000" + "ffffffff00000000" + "80010310" + "0000000000000007"
                        + "000000000000000f" + "80000d04" + "10001000" + "80000e01" + "07" + "00000000000000";
        String body = flow + match;
        Frame frame = decode(body.formatted(0).replaceFirst("060e0000", "060e%04x".formatted(body.length() / 2)));
        Match expected = Match.builder()
                .eq(Field.REG0, 5)
                .masked(Field.REG3, Bits.of(7), Bits.of(15))
                .masked(Field.VLAN_TCI, Bits.of(0xf000), Bits.of(0xf000))
                .build();
        assertThat(((FlowMod) frame.message()).flow().match()).isEqualTo(expected);
    }

    @Test
    void lengthsAreNotBelieved() {
        MalformedMessage tooShort = catchThrowableOfType(MalformedMessage.class, () -> decode("0614000700000001"));
        assertThat(tooShort).hasMessageContaining("length 7");
        assertThat(tooShort.raw()).isEqualTo(Octets.parse("0614000700000001"));

        String reply = "0613002000000001" + "0001000000000000" + "0000000000000000" + "0000000000000000";
        MalformedMessage noProgress = catchThrowableOfType(MalformedMessage.class, () -> decode(reply));
        assertThat(noProgress).hasMessageContaining("a flow has length 0");
        assertThat(noProgress.raw()).isEqualTo(Octets.parse(reply));
        assertThat(noProgress.offset()).isEqualTo(16);

        assertThatThrownBy(() -> decode("0413001000000001" + "0000000000000000"))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("wire version 4");
    }

    @Test
    void aMessageInsideAMessageCarriesNoFurtherOne() {
        String barrier = "0614000800000001";
        String inner = "0622001800000001" + "0000000100000003" + barrier;
        String outer = "0622002800000001" + "0000000100000003" + inner;
        assertThat(decode(inner).message()).isEqualTo(new BundleAdd(1, 3, new OfMessage.BarrierRequest()));
        assertThatThrownBy(() -> decode(outer)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void whatCannotBeEncodedLeavesTheBufferAsItWas() {
        ByteBuf out = Unpooled.buffer().writeByte(7);
        Flow unresolved =
                new Flow(0, 0, Match.builder().inPort(new PortRef.Iface("x")).build(), 0, List.of());
        assertThatThrownBy(() -> OpenFlowCodec.encode(1, FlowMod.add(unresolved), out))
                .isInstanceOf(IllegalArgumentException.class);
        List<Action> many = Collections.nCopies(9_000, new Action.Group(1));
        Flow tooLong = new Flow(0, 0, Match.ANY, 0, List.of(new Instruction.Apply(many)));
        assertThatThrownBy(() -> OpenFlowCodec.encode(1, FlowMod.add(tooLong), out))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out.readableBytes()).isEqualTo(1);
    }
}
