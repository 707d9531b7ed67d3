package dev.heddle.flow;

/**
 * How a field is named on the wire: the class and number of its OXM header (OpenFlow 1.5.1 section 7.2.3.2) and the name
 * that OpenFlow or Open vSwitch's nicira-ext.h gives to it.
 *
 * @param oxmClass 0x8000 standard, 0x8001 packet registers, 0x0000 and 0x0001 NXM, 0xffff experimenter
 * @param experimenter the experimenter that follows the header of class 0xffff, else 0
 * @param number 0 to 127 in its class
 */
public record FieldId(String name, int oxmClass, int experimenter, int number) {
    public static final int EXPERIMENTER = 0xffff;

    private static final int NICIRA = 0x2320;
    private static final int ONF = 0x4f4e4600;
    private static final int NSH = 0x005ad650;

    public boolean isExperimenter() {
        return oxmClass == EXPERIMENTER;
    }

    static FieldId oxm(int number, String name) {
        return new FieldId("OXM_OF_" + name, 0x8000, 0, number);
    }

    static FieldId packetRegister(int number) {
        return new FieldId("OXM_OF_PKT_REG" + number, 0x8001, 0, number);
    }

    static FieldId nxm(int number, String name) {
        return new FieldId("NXM_OF_" + name, 0, 0, number);
    }

    static FieldId nx(int number, String name) {
        return new FieldId("NXM_NX_" + name, 1, 0, number);
    }

    static FieldId ericsson(int number, String name) {
        return new FieldId("ERICOXM_OF_" + name, 0x1000, 0, number);
    }

    static FieldId nicira(int number, String name) {
        return new FieldId("NXOXM_ET_" + name, EXPERIMENTER, NICIRA, number);
    }

    static FieldId onf(int number, String name) {
        return new FieldId("ONFOXM_ET_" + name, EXPERIMENTER, ONF, number);
    }

    static FieldId nsh(int number, String name) {
        return new FieldId("NXOXM_NSH_" + name, EXPERIMENTER, NSH, number);
    }
}
