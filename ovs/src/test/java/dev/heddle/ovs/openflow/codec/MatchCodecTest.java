package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.MalformedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchCodecTest {
    private static final int ROUNDS = 5_000;
    private static final int VALUE = 0x14;
    private static final int MASK = 0x1f;

    @Test
    void whatIsEncodedIsDecodedAsItWas() {
        RandomMatches matches = new RandomMatches(new SplittableRandom(7));
        for (int i = 0; i < ROUNDS; i++) {
            Match match = matches.next();
            ByteBuf bytes = Unpooled.buffer();
            MatchCodec.encode(match, bytes);
            assertThat(bytes.readableBytes() % 8).isZero();
            assertThat(MatchCodec.decode(new Reader(bytes, 0, bytes.writerIndex())))
                    .as("match %d: %s", i, ByteBufUtil.hexDump(bytes))
                    .isEqualTo(match);
        }
    }

    /** Under each name that Open vSwitch or OpenFlow gives to it, with and without mask. */
    @Test
    void everyNameOfEveryFieldIsUnderstood() {
        for (Field field : Field.values()) {
            for (FieldId id : field.ids()) {
                assertThat(decode(tlv(id, hex(field, VALUE), "")))
                        .as(id.name())
                        .isEqualTo(expected(field, field.fullMask()));
                if (field.maskable() && field != Field.VLAN_TCI) {
                    assertThat(decode(tlv(id, hex(field, VALUE), hex(field, MASK))))
                            .as(id.name())
                            .isEqualTo(expected(field, bits(hex(field, MASK))));
                }
            }
        }
    }

    private static Match expected(Field field, Bits mask) {
        if (field == Field.IN_PORT || field == Field.IN_PORT_OXM) {
            return Match.builder()
                    .inPort(new PortRef.Numbered(field == Field.IN_PORT ? 0x1414 : 0x14141414))
                    .build();
        }
        return Match.builder().masked(field, bits(hex(field, VALUE)), mask).build();
    }

    @Test
    void whatHasNoNameIsKeptAsItIs() {
        String unknown = "80012e08" + "0123456789abcdef" + "ffff0207" + "00002320" + "012345" + "ffff0203" + "012345";
        Match match = decode("80000a02" + "0800" + unknown);
        assertThat(match.term(Field.ETH_TYPE)).isNotNull();
        assertThat(match.raw().stream().map(Match.RawTerm::tlv))
                .containsExactly(
                        Octets.parse("80012e08" + "0123456789abcdef"),
                        Octets.parse("ffff0207" + "00002320" + "012345"),
                        Octets.parse("ffff0203" + "012345"));
        ByteBuf out = Unpooled.buffer();
        MatchCodec.encodeTerms(match, out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("80000a02" + "0800" + unknown);
    }

    @Test
    void theLengthOfTunnelMetadataIsThatOfItsHighestByte() {
        Match match = Match.builder()
                .eq(Field.TUN_METADATA0, 0x123)
                .masked(Field.TUN_METADATA1, Bits.of(0x5), Bits.of(0xff000f))
                .masked(Field.TUN_METADATA2, Bits.ZERO, Bits.ZERO)
                .build();
        ByteBuf out = Unpooled.buffer();
        MatchCodec.encodeTerms(match, out);
        assertThat(ByteBufUtil.hexDump(out))
                .isEqualTo("00015002" + "0123" + "00015306" + "000005" + "ff000f" + "00015500");
        assertThat(MatchCodec.decodeTerms(new Reader(out, 0, out.writerIndex())))
                .isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80000a03" + "080000",
                "80000a02" + "08",
                "80000a02" + "0800" + "80000a02" + "0806",
                "80000b04" + "0800" + "0f00",
                "80000104" + "00000001",
                "80000004" + "00000001" + "80000004" + "00000001",
                "80000c02" + "f005",
                "00000904" + "2000" + "2000",
                "00015103" + "010203",
                "ffff0004" + "00002320",
                "8000",
            })
    void whatCannotBeIsMalformed(String tlvs) {
        assertThatThrownBy(() -> decode(tlvs)).isInstanceOf(MalformedMessage.class);
    }

    /** OpenFlow 1.5.1 section 7.2.3.2, written out. */
    private static String tlv(FieldId id, String value, String mask) {
        int length = (value.length() + mask.length()) / 2 + (id.isExperimenter() ? 4 : 0);
        int header = id.oxmClass() << 16 | id.number() << 9 | (mask.isEmpty() ? 0 : 1 << 8) | length;
        return "%08x".formatted(header)
                + (id.isExperimenter() ? "%08x".formatted(id.experimenter()) : "")
                + value
                + mask;
    }

    /** A pattern in as many bits as the field has. */
    private static String hex(Field field, long pattern) {
        byte[] bytes = new byte[field.bytes()];
        Arrays.fill(bytes, (byte) pattern);
        return HexFormat.of()
                .formatHex(Bits.of(bytes).and(Bits.ones(field.valueBits())).toBytes(field.bytes()));
    }

    private static Bits bits(String hex) {
        return Bits.of(Octets.parse(hex).toArray());
    }

    private static Match decode(String tlvs) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(tlvs));
        return MatchCodec.decodeTerms(new Reader(bytes, 0, bytes.writerIndex()));
    }
}
