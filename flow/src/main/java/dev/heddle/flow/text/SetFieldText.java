package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.Subfield;
import org.jspecify.annotations.Nullable;

/** {@code set_field}, {@code load}, {@code move}, {@code push}, {@code pop}, {@code delete_field}, {@code check_pkt_larger}. */
final class SetFieldText {
    private static final String ARROW = "->";

    private SetFieldText() {}

    private static int arrow(Scanner in) {
        int arrow = in.find(ARROW);
        if (arrow < 0) {
            throw in.error("\"->\" and what follows it are missing");
        }
        return arrow;
    }

    /** {@code VALUE[/MASK]->FIELD}. */
    static Action.SetField setField(Scanner in, PortNames ports) {
        int start = in.position();
        int arrow = arrow(in);
        in.moveTo(arrow + ARROW.length());
        int named = in.position();
        String name = in.rest();
        @Nullable Field field = Field.named(name);
        if (field == null || !(name.equals(field.text()) || name.equals(field.alias()))) {
            throw in.error("no field is named \"" + name + "\" here", named);
        }
        if (!field.writable()) {
            throw in.error(field.text() + " is read-only", named);
        }
        Scanner text = in.part(start, arrow);
        int slash = text.find("/");
        if (slash < 0) {
            Match.Term term = ValueText.readMasked(field, text.copy(), ports);
            boolean some = "+-*".indexOf(text.peek()) >= 0;
            return new Action.SetField(field, term.value(), some ? term.mask() : field.wireMask());
        }
        Bits value = ValueText.read(field, in.part(start, slash), ports);
        Bits mask = mask(field, text, slash, ports);
        if (!value.and(mask).equals(value)) {
            throw in.error("the value has bits that are not in its mask", start);
        }
        return new Action.SetField(field, value, mask);
    }

    /** As wide as the wire, on which a mask of all that the field has is not yet the whole. */
    private static Bits mask(Field field, Scanner text, int slash, PortNames ports) {
        Bits mask = ValueText.readMasked(field, text.copy(), ports).mask();
        return switch (field.format()) {
            case DECIMAL, HEX -> text.part(slash + 1, text.end()).bits(8 * field.bytes(), "the mask");
            default -> mask;
        };
    }

    static void print(Action.SetField set, PortNames ports, StringBuilder out) {
        Field field = set.field();
        out.append("set_field:");
        if (set.mask().isZero()) {
            out.append("ANY");
        } else if (set.isWhole() || field.format() == Field.Format.TUNNEL_FLAGS) {
            ValueText.print(field, set.value(), field.fullMask(), ports, out);
        } else {
            ValueText.print(field, set.value(), set.mask(), ports, out);
            if (set.mask().equals(field.fullMask())) {
                ValueText.printHex(set.mask(), out.append('/'));
            }
        }
        out.append(ARROW).append(field.text());
    }

    /** {@code VALUE->FIELD[BITS]}, which OpenFlow 1.5 has as a set_field under a mask. */
    static Action load(Scanner in) {
        int start = in.position();
        int arrow = arrow(in);
        in.moveTo(arrow + ARROW.length());
        Subfield target = SubfieldText.read(in);
        in.requireEnd();
        Scanner text = in.part(start, arrow);
        Bits value = text.bits(target.width(), target.field().text());
        text.requireEnd();
        Bits mask = Bits.ones(target.width()).shiftLeft(target.start());
        return new Action.SetField(target.field(), value.shiftLeft(target.start()), mask);
    }

    static Action move(Scanner in) {
        int start = in.position();
        Subfield from = SubfieldText.read(in);
        if (!in.take(ARROW)) {
            throw in.error("\"->\" is missing");
        }
        Subfield to = SubfieldText.read(in);
        in.requireEnd();
        requireSameWidth(from, to, in, start);
        return new Action.Move(from, to);
    }

    static void requireSameWidth(Subfield from, Subfield to, Scanner in, int position) {
        if (from.width() != to.width()) {
            throw in.error("from " + from.width() + " bits to " + to.width() + " bits", position);
        }
    }

    static void print(Action.Move move, StringBuilder out) {
        SubfieldText.print(move.from(), out.append("move:"));
        SubfieldText.print(move.to(), out.append(ARROW));
    }

    /** Bits of a field and nothing else. */
    static Subfield bits(Scanner in) {
        Subfield bits = SubfieldText.read(in);
        in.requireEnd();
        return bits;
    }

    static Action deleteField(Scanner in) {
        int start = in.position();
        Field field = SubfieldText.field(in);
        in.requireEnd();
        if (!isTunnelMetadata(field)) {
            throw in.error("only tun_metadata fields can be deleted", start);
        }
        return new Action.DeleteField(field);
    }

    private static boolean isTunnelMetadata(Field field) {
        return field.compareTo(Field.TUN_METADATA0) >= 0 && field.compareTo(Field.TUN_METADATA63) <= 0;
    }

    /** {@code LENGTH)->BIT}: the parenthesis that opens before is not part of the value. */
    static Action checkPacketLarger(Scanner in) {
        int start = in.position();
        int arrow = arrow(in);
        in.moveTo(arrow + ARROW.length());
        int named = in.position();
        Subfield target = bits(in);
        if (target.width() != 1) {
            throw in.error("check_pkt_larger writes one bit", named);
        }
        Scanner length = in.part(start, arrow);
        int bytes = (int) length.number(0xffff, "the length");
        length.take(')');
        length.requireEnd();
        return new Action.CheckPacketLarger(bytes, target);
    }

    static void print(Action.CheckPacketLarger check, StringBuilder out) {
        out.append("check_pkt_larger(").append(check.length()).append(')').append(ARROW);
        SubfieldText.print(check.target(), out);
    }
}
