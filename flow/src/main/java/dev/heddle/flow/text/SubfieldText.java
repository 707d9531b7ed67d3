package dev.heddle.flow.text;

import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import org.jspecify.annotations.Nullable;

/** Parts of fields in text: {@code NXM_NX_REG0[]}, {@code reg0[3]}, {@code reg0[4..7]}; a name alone is the whole field. */
public final class SubfieldText {
    private SubfieldText() {}

    /** Takes a subfield; what follows it is left. */
    public static Subfield read(Scanner in) {
        int start = in.position();
        Field field = field(in);
        int from = 0;
        int to = field.bits() - 1;
        if (in.take('[') && !in.take(']')) {
            from = (int) in.number(0xffff, "a bit");
            to = from;
            if (in.take("..")) {
                to = (int) in.number(0xffff, "a bit");
            }
            in.expect(']');
        }
        if (from > to) {
            throw in.error("bit " + from + " is after bit " + to, start);
        }
        if (to >= field.bits()) {
            throw in.error(field.text() + " has the bits 0 to " + (field.bits() - 1), start);
        }
        return new Subfield(field, from, to - from + 1);
    }

    /** Takes the name of a field, of ovs-fields(7) or of OpenFlow. */
    public static Field field(Scanner in) {
        int start = in.position();
        String name = name(in);
        @Nullable Field field = Field.named(name);
        if (field == null && name.endsWith("_W")) {
            field = Field.named(name.substring(0, name.length() - 2));
        }
        if (field == null) {
            throw in.error("no field is named \"" + name + "\"", start);
        }
        return field;
    }

    private static String name(Scanner in) {
        int start = in.position();
        while (isName(in.peek())) {
            in.next();
        }
        return in.between(start, in.position());
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    public static void print(Subfield bits, StringBuilder out) {
        out.append(bits.field().legacyId().name()).append('[');
        if (!bits.isWhole()) {
            out.append(bits.start());
            if (bits.width() > 1) {
                out.append("..").append(bits.start() + bits.width() - 1);
            }
        }
        out.append(']');
    }
}
