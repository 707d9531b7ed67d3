package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.MalformedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ActionCodecTest {
    private static final int ROUNDS = 20_000;
    private static final long SEED = 20_261_127;

    private static List<Action> decode(String hex) {
        return ActionCodec.decode(reader(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))));
    }

    private static Reader reader(ByteBuf bytes) {
        return new Reader(bytes, bytes.readerIndex(), bytes.writerIndex());
    }

    @Test
    void everyActionIsDecodedAsItWasEncoded() {
        RandomActions random = new RandomActions(new SplittableRandom(SEED));
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<Instruction> instructions = random.instructions();
            ByteBuf bytes = Unpooled.buffer();
            InstructionCodec.encode(instructions, bytes);
            List<Instruction> decoded = InstructionCodec.decode(reader(bytes));
            if (!decoded.equals(instructions)) {
                fail("seed %d, round %d:%n%s became%n%s", SEED, i, instructions, decoded);
            }
            ByteBuf again = Unpooled.buffer();
            InstructionCodec.encode(decoded, again);
            assertThat(again).isEqualTo(bytes);
            for (Instruction instruction : instructions) {
                seen.add(instruction.getClass());
                if (instruction instanceof Instruction.Apply apply) {
                    apply.actions().forEach(action -> seen.add(action.getClass()));
                }
            }
        }
        assertThat(seen)
                .contains(Action.class.getPermittedSubclasses())
                .contains(Instruction.class.getPermittedSubclasses());
    }

    @Test
    void anActionWhoseRestIsNotUnderstoodIsKeptAsItCame() {
        for (String hex : List.of(
                "0000001800000001" + "ffff000000000000" + "0000000000000001",
                "ffff0018000023200023" + "8000" + "00000000" + "0001" + "ff0000000000",
                "ffff00180000232000240000" + "0001" + "0001" + "0a000001" + "00000007",
                "ffff001800002320002e0008" + "0001894f" + "0004010501000000",
                "0019001000010104000000010000000000000000".substring(0, 32).replace("00010104", "7fff0104"))) {
            assertThat(decode(hex)).as(hex).containsExactly(new Action.Raw(Octets.parse(hex)));
        }
    }

    @Test
    void anActionThatContradictsItsLengthIsMalformed() {
        for (String hex : List.of(
                "0000000800000001",
                "0019001080000802" + "0001000000000000",
                "ffff0018000023200024000000010013" + "0a0000010a000002",
                "ffff0018000023200025000000000000" + "00030009aabbccdd",
                "ffff0018000023200015" + "0005" + "00000000" + "0001000200030004",
                "ffff0018000023200010000000000000" + "0000000000000000",
                "0016000c00000001")) {
            assertThatThrownBy(() -> decode(hex)).as(hex).isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void nestingHasAnEnd() {
        StringBuilder hex = new StringBuilder();
        for (int depth = 200; depth > 0; depth--) {
            hex.append("ffff%04x00002320002a000000000000".formatted(16 * depth));
        }
        assertThatThrownBy(() -> decode(hex.toString()))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("nested");
    }

    /** nx-match.c: a whole field goes without a mask, and a tunnel option with as few bytes as hold it. */
    @Test
    void aFieldIsSentAsWideAsTheSwitchHasIt() {
        assertThat(encode(Action.SetField.of(Field.MPLS_LABEL, 7))).isEqualTo("0019001080004404" + "0000000700000000");
        assertThat(encode(new Action.SetField(Field.MPLS_LABEL, Bits.of(7), Field.MPLS_LABEL.fullMask())))
                .isEqualTo("0019001080004508" + "00000007000fffff");
        assertThat(encode(Action.SetField.of(Field.TUN_METADATA5, 0x1234)))
                .isEqualTo("0019001000015a02" + "1234000000000000");
    }

    private static String encode(Action action) {
        ByteBuf out = Unpooled.buffer();
        ActionCodec.encode(List.of(action), out);
        return ByteBufUtil.hexDump(out);
    }
}
