package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.EncapProperty;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code encap(nsh(md_type=2,tlv(0x1000,10,0x12345678)))} and {@code decap(packet_type(ns=0,type=0))}. */
final class EncapText {
    private static final int NAMESPACES = 3;
    private static final int NEXT_PROTOCOL = 0xfffe;
    private static final int LONGEST_TLV = 125;

    private EncapText() {}

    static Action encap(Scanner in) {
        Pairs pairs = new Pairs(in);
        if (!pairs.next()) {
            throw in.error("encap takes ethernet, nsh, mpls or mpls_mc");
        }
        int type = type(pairs);
        List<EncapProperty> properties = new ArrayList<>();
        Pairs inner = new Pairs(pairs.value());
        while (inner.next()) {
            if (!pairs.key().equals("nsh")) {
                throw inner.error("only nsh has properties");
            }
            properties.add(
                    switch (inner.key()) {
                        case "md_type" -> mdType(inner.value());
                        case "tlv" -> tlv(inner.value());
                        default -> throw inner.error("nsh takes md_type and tlv");
                    });
        }
        return new Action.Encap(type, properties);
    }

    private static int type(Pairs pairs) {
        return switch (pairs.key()) {
            case "ethernet" -> 0;
            case "nsh" -> 0x1894f;
            case "mpls" -> 0x18847;
            case "mpls_mc" -> 0x18848;
            default -> throw pairs.error("encap takes ethernet, nsh, mpls or mpls_mc");
        };
    }

    private static EncapProperty mdType(Scanner in) {
        int start = in.position();
        int type = ActionReader.u8(in, "md_type");
        if (type < 1 || type > 2) {
            throw in.error("md_type is 1 or 2", start);
        }
        return EncapProperty.nshMdType(type);
    }

    private static EncapProperty tlv(Scanner in) {
        if (!in.startsWith("0x")) {
            throw in.error("tlv takes a class as 0xCLASS, a type and a value as 0xVALUE");
        }
        int tlvClass = (int) in.number(0xffff, "the class");
        in.expect(',');
        int type = (int) in.number(0xff, "the type");
        in.expect(',');
        if (!in.take("0x")) {
            throw in.error("the value is hexadecimal");
        }
        int start = in.position();
        Octets value = ActionReader.octets(in);
        if (value.length() == 0 || value.length() > LONGEST_TLV) {
            throw in.error("the value has 1 to " + LONGEST_TLV + " bytes", start);
        }
        return EncapProperty.nshTlv(tlvClass, type, value);
    }

    static void print(Action.Encap encap, StringBuilder out) {
        out.append("encap(")
                .append(
                        switch (encap.packetType()) {
                            case 0 -> "ethernet";
                            case 0x1894f -> "nsh";
                            case 0x18847 -> "mpls";
                            case 0x18848 -> "mpls_mc";
                            default -> "UNKNOWN";
                        });
        for (int i = 0; i < encap.properties().size(); i++) {
            print(encap.properties().get(i), out.append(i == 0 ? '(' : ','));
        }
        out.append(encap.properties().isEmpty() ? ")" : "))");
    }

    private static void print(EncapProperty property, StringBuilder out) {
        byte[] data = property.data().toArray();
        boolean nsh = property.propertyClass() == EncapProperty.NSH;
        if (nsh && property.type() == EncapProperty.NSH_MD_TYPE && data.length > 0) {
            out.append("md_type=").append(data[0] & 0xff);
        } else if (nsh && property.type() == EncapProperty.NSH_TLV && data.length >= 4) {
            String tlvClass = Integer.toHexString(0x10000 | (data[0] & 0xff) << 8 | (data[1] & 0xff));
            out.append("tlv(0x")
                    .append(tlvClass, 1, 5)
                    .append(',')
                    .append(data[2] & 0xff)
                    .append(',');
            int end = Math.min(data.length, 4 + (data[3] & 0xff));
            ValueText.printHex(Bits.of(Arrays.copyOfRange(data, 4, end)), out);
            out.append(')');
        } else {
            out.append("property:").append(property.propertyClass()).append(':').append(property.type());
            out.append(':').append(property.data());
        }
    }

    static Action decap(Scanner in) {
        Pairs pairs = new Pairs(in);
        if (!pairs.next()) {
            return new Action.Decap(NEXT_PROTOCOL);
        }
        if (!pairs.key().equals("packet_type")) {
            throw pairs.error("decap takes packet_type");
        }
        Pairs inner = new Pairs(pairs.value());
        int namespace = part("ns", inner, pairs);
        if (namespace >= NAMESPACES) {
            throw inner.error("there is no such namespace");
        }
        return new Action.Decap(namespace << 16 | part("type", inner, pairs));
    }

    private static int part(String key, Pairs inner, Pairs outer) {
        if (!inner.next() || !inner.key().equals(key)) {
            throw outer.error("packet_type takes ns and type");
        }
        return ActionReader.u16(inner.value(), key);
    }

    static void print(Action.Decap decap, StringBuilder out) {
        out.append("decap(");
        if (decap.packetType() != NEXT_PROTOCOL) {
            int type = decap.packetType() & 0xffff;
            out.append("packet_type(ns=").append(decap.packetType() >>> 16).append(",type=");
            out.append(type == 0 ? "" : "0x").append(Integer.toHexString(type)).append(')');
        }
        out.append(')');
    }
}
