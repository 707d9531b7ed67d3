package dev.heddle.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match.Term;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ovs-ofctl reads and prints for values, given as examples; and that what is printed is read again. */
class ValueTextTest {
    private static final PortNames NAMES = new PortNames() {
        @Override
        public @Nullable Integer number(String name) {
            return name.equals("eth0") ? (Integer) 7 : name.equals("veth-1 \"x\"") ? (Integer) 8 : null;
        }

        @Override
        public @Nullable String name(int number) {
            return number == 7 ? "eth0" : number == 8 ? "veth-1 \"x\"" : null;
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            REG0; 0; 0; 0; ffffffff
            REG0; 0x00ff; 0xff; ff; ffffffff
            REG0; 010; 0x8; 8; ffffffff
            REG0; 0x12/0xf0; 0x10/0xf0; 10; f0
            REG0; 5/0; 0/0; 0; 0
            REG0; *; 0/0; 0; 0
            METADATA; -1; 0xffffffffffffffff; ffffffffffffffff; ffffffffffffffff
            CT_LABEL; 0x123456789abcdef00fedcba987654321; 0x123456789abcdef00fedcba987654321; 123456789abcdef00fedcba987654321; ffffffffffffffffffffffffffffffff
            CT_LABEL; 0xf0000000000000000/0xff0000000000000000; 0xf0000000000000000/0xff0000000000000000; f0000000000000000; ff0000000000000000
            TUN_METADATA3; 0x0123456789abcdef0123456789abcdef0123456789/0xff000000000000000000000000000000000000ffff; 0x10000000000000000000000000000000000006789/0xff000000000000000000000000000000000000ffff; 10000000000000000000000000000000000006789; ff000000000000000000000000000000000000ffff
            ETH_SRC; 1:2:A:bc:0d:ff; 01:02:0a:bc:0d:ff; 1020abc0dff; ffffffffffff
            ETH_DST; 01:02:03:04:05:06/ff:ff:ff:00:00:00; 01:02:03:00:00:00/ff:ff:ff:00:00:00; 10203000000; ffffff000000
            IPV4_SRC; 10.1.2.3; 10.1.2.3; a010203; ffffffff
            IPV4_SRC; 10.1.2.3/8; 10.0.0.0/8; a000000; ff000000
            IPV4_SRC; 10.1.2.3/255.255.0.0; 10.1.0.0/16; a010000; ffff0000
            IPV4_SRC; 10.1.2.3/255.0.0.255; 10.0.0.3/255.0.0.255; a000003; ff0000ff
            IPV4_SRC; 10.1.2.3/0; 0.0.0.0/0; 0; 0
            IPV6_DST; ::; ::; 0; ffffffffffffffffffffffffffffffff
            IPV6_DST; ::1; ::1; 1; ffffffffffffffffffffffffffffffff
            IPV6_DST; 2001:DB8:0:0:1:0:0:1; 2001:db8::1:0:0:1; 20010db8000000000001000000000001; ffffffffffffffffffffffffffffffff
            IPV6_DST; 1:2:3:4:5:6:7:8; 1:2:3:4:5:6:7:8; 10002000300040005000600070008; ffffffffffffffffffffffffffffffff
            IPV6_DST; 1:0:3:4:5:6:7:8; 1:0:3:4:5:6:7:8; 10000000300040005000600070008; ffffffffffffffffffffffffffffffff
            IPV6_DST; fe80::/10; fe80::/10; fe800000000000000000000000000000; ffc00000000000000000000000000000
            IPV6_DST; 2001:db8::5/ffff:ffff::ff; 2001:db8::5/ffff:ffff::ff; 20010db8000000000000000000000005; ffffffff0000000000000000000000ff
            IPV6_DST; ::ffff:1.2.3.4; ::ffff:1.2.3.4; ffff01020304; ffffffffffffffffffffffffffffffff
            IPV6_DST; ::1:2; ::0.1.0.2; 10002; ffffffffffffffffffffffffffffffff
            IPV6_DST; 1:2:3:4:5:6:7::; 1:2:3:4:5:6:7:0; 10002000300040005000600070000; ffffffffffffffffffffffffffffffff
            IN_PORT_OXM; 3; 3; 3; ffffffff
            IN_PORT_OXM; local; LOCAL; fffffffe; ffffffff
            IN_PORT_OXM; 65534; LOCAL; fffffffe; ffffffff
            IN_PORT_OXM; 4294967293; CONTROLLER; fffffffd; ffffffff
            IN_PORT_OXM; 65280; 65280; ffffff00; ffffffff
            IN_PORT_OXM; none; ANY; ffffffff; ffffffff
            IN_PORT_OXM; eth0; eth0; 7; ffffffff
            IN_PORT_OXM; "veth-1 \\"x\\""; "veth-1 \\"x\\""; 8; ffffffff
            IN_PORT; LOCAL; LOCAL; fffe; ffff
            IP_FRAG; No; no; 0; 3
            IP_FRAG; yes; yes; 1; 1
            IP_FRAG; first; first; 1; 3
            IP_FRAG; later; later; 3; 3
            IP_FRAG; not_later; not_later; 0; 2
            TCP_FLAGS; syn|ack; syn|ack; 12; fff
            TCP_FLAGS; 0x012; syn|ack; 12; fff
            TCP_FLAGS; 0; 0; 0; fff
            TCP_FLAGS; ack|[800]|1; fin|ack|[800]; 811; fff
            TCP_FLAGS; -ack+syn; +syn-ack; 2; 12
            TCP_FLAGS; 2/0x12; +syn-ack; 2; 12
            CT_STATE; trk|new; new|trk; 21; ff
            CT_STATE; -new+trk; -new+trk; 20; 21
            CT_STATE; 0x20/0x21; -new+trk; 20; 21
            TUN_FLAGS; oam; oam; 1; 1
            TUN_FLAGS; -oam; 0; 0; 1
            PACKET_TYPE; (0,0); eth; 0; ffffffff
            PACKET_TYPE; (1,0x800); packet_type=(1,0x800); 10800; ffffffff
            IP_PROTO; 6/0xff; 6; 6; ff
            TCP_SRC; 80/0xff00; 0/0xff00; 0; ff00
            TCP_SRC; 0x1234/0xfff0; 4656/0xfff0; 1230; fff0
            VLAN_VID; 0x1005; 4101; 1005; 1fff
            VLAN_VID; 0x1000/0x1000; 4096/0x1000; 1000; 1000
            IPV6_LABEL; 0x12345/0xffffffff; 0x12345; 12345; fffff
            """)
    void readsAndPrints(Field field, String text, String printed, String value, String mask) {
        Term term = ValueText.readMasked(field, new Scanner(text), NAMES);

        assertThat(hex(term.mask())).isEqualTo(mask);
        assertThat(hex(term.value())).isEqualTo(value);
        assertThat(print(term)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            REG0; 0x100000000; 1; 32 bits
            REG0; 4294967296; 1; 32 bits
            REG0; -1; 1; 32 bits
            METADATA; 18446744073709551616; 1; too large
            REG0; abc; 1; a number is missing
            REG0; 0x; 2; too much
            REG0; 5x; 2; too much
            REG0; 5/; 3; a number is missing
            REG0; 5/6/7; 4; too much
            IP_PROTO; 6/0xf; 3; takes no mask
            MPLS_TC; 5/7; 3; takes no mask
            MPLS_TC; 8; 1; 3 bits
            ETH_SRC; 1:2:3:4:5; 10; ':' is missing
            ETH_SRC; 1:2:3:4:5:6:7; 12; too much
            ETH_SRC; 1:2:3:4:5:x; 11; hexadecimal
            IPV4_SRC; 10.1.2; 7; '.' is missing
            IPV4_SRC; 10.1.2.256; 8; larger than 255
            IPV4_SRC; 10.1.2.3/33; 10; larger than 32
            IPV4_SRC; 10.1.2.3x; 9; too much
            IPV6_SRC; 1::2::3; 5; twice
            IPV6_SRC; 1:2:3; 1; no IPv6 address
            IPV6_SRC; 1:2:3:4::5:6:7:8; 1; no IPv6 address
            IPV6_SRC; 1:2:3:4:5:6:7:8:9; 1; no IPv6 address
            IPV6_SRC; 1:2:3:4:5:6:7:; 1; no IPv6 address
            IPV6_SRC; 12345::; 1; more than four
            IPV6_SRC; ::/129; 4; larger than 128
            IPV6_SRC; :1; 1; no IPv6 address
            IN_PORT_OXM; 70000; 1; ports are numbered
            IN_PORT_OXM; nowhere; 1; no port is named
            IN_PORT_OXM; "eth0; 6; not closed
            IP_FRAG; maybe; 1; one of no
            TCP_FLAGS; +syn+syn; 9; twice
            TCP_FLAGS; +syn|ack; 2; no flag
            TCP_FLAGS; synack; 1; no flag
            TCP_FLAGS; 0x1000; 1; larger
            TCP_FLAGS; 1/0x1000; 3; larger
            CT_STATE; +bogus; 2; no flag
            PACKET_TYPE; 1; 1; '(' is missing
            PACKET_TYPE; (1,0x10000); 4; larger
            PACKET_TYPE; (1.2); 3; ',' is missing
            """)
    void refuses(Field field, String text, int column, String reason) {
        assertThatThrownBy(() -> ValueText.readMasked(field, new Scanner(text), NAMES))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason)
                .extracting(e -> ((TextException) e).column())
                .isEqualTo(column);
    }

    @Test
    void readsAgainWhatItPrints() {
        Random random = new Random(5);
        for (Field field : Field.values()) {
            for (int i = 0; i < 50; i++) {
                Bits mask = field.maskable() && i % 2 == 1 ? random(field, random) : field.fullMask();
                Term term = new Term(field, random(field, random).and(mask), mask);
                if (field.format() == Field.Format.FRAGMENT || field.format() == Field.Format.PORT) {
                    continue;
                }
                String text = print(term);
                if (field == Field.PACKET_TYPE) {
                    text = text.equals("eth") ? "(0,0)" : text.substring("packet_type=".length());
                }
                if (!mask.isZero()) {
                    assertThat(ValueText.readMasked(field, new Scanner(text), PortNames.NONE))
                            .as(text)
                            .isEqualTo(term);
                }
            }
        }
    }

    private static Bits random(Field field, Random random) {
        byte[] bytes = new byte[field.bytes()];
        random.nextBytes(bytes);
        return Bits.of(bytes).and(field.fullMask());
    }

    private static String print(Term term) {
        StringBuilder out = new StringBuilder();
        ValueText.print(term.field(), term.value(), term.mask(), NAMES, out);
        return out.toString();
    }

    private static String hex(Bits bits) {
        return new java.math.BigInteger(1, bits.toBytes(128)).toString(16);
    }
}
