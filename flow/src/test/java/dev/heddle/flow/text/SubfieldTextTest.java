package dev.heddle.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubfieldTextTest {
    @ParameterizedTest
    @CsvSource({
        "reg0, REG0, 0, 32, NXM_NX_REG0[]",
        "NXM_NX_REG0[], REG0, 0, 32, NXM_NX_REG0[]",
        "NXM_NX_REG0_W[], REG0, 0, 32, NXM_NX_REG0[]",
        "reg15[3], REG15, 3, 1, NXM_NX_REG15[3]",
        "reg1[4..7], REG1, 4, 4, NXM_NX_REG1[4..7]",
        "OXM_OF_IPV4_SRC[0..31], IPV4_SRC, 0, 32, NXM_OF_IP_SRC[]",
        "metadata[0..15], METADATA, 0, 16, OXM_OF_METADATA[0..15]",
        "xreg3[32..63], XREG3, 32, 32, OXM_OF_PKT_REG3[32..63]",
        "vlan_vid[], VLAN_VID, 0, 12, OXM_OF_VLAN_VID[]",
        "nsh_c1[], NSH_C1, 0, 32, NXOXM_NSH_C1[]",
        "tun_metadata3[0..991], TUN_METADATA3, 0, 992, NXM_NX_TUN_METADATA3[]",
    })
    void readsAndPrints(String text, Field field, int start, int width, String printed) {
        Scanner in = new Scanner(text + "->rest");
        Subfield bits = SubfieldText.read(in);
        assertThat(bits).isEqualTo(new Subfield(field, start, width));
        assertThat(in.rest()).isEqualTo("->rest");
        StringBuilder out = new StringBuilder();
        SubfieldText.print(bits, out);
        assertThat(out).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing[], no field",
        "reg0[32], has the bits 0 to 31",
        "reg0[5..4], after",
        "reg0[0..32], has the bits 0 to 31",
        "reg0[0.3], is missing",
        "reg0[, a number is missing",
    })
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> SubfieldText.read(new Scanner(text)))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason);
    }
}
