package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;

/** {@code multipath}, {@code bundle} and {@code bundle_load}: arguments by their place. */
final class HashText {
    private static final String SEPARATORS = ", ";
    private static final int MOST_MEMBERS = 2048;
    private static final String[] FIELDS = {
        "eth_src", "symmetric_l4", "symmetric_l3l4", "symmetric_l3l4+udp", "nw_src", "nw_dst", "symmetric_l3"
    };
    private static final String[] LINK_ALGORITHMS = {"modulo_n", "hash_threshold", "hrw", "iter_hash"};
    private static final String[] MEMBER_ALGORITHMS = {"active_backup", "hrw"};

    private HashText() {}

    static Action multipath(Scanner in) {
        int start = in.position();
        int fields = word(FIELDS, "the fields", in);
        int basis = number(0xffff, "the basis", in);
        int algorithm = word(LINK_ALGORITHMS, "the algorithm", in);
        int links = number(65536, "the number of links", in);
        long argument = ActionReader.u32(token(in), "the argument");
        Subfield target = target(token(in));
        if (links < 1 || (target.width() < 16 && links > 1 << target.width())) {
            throw in.error(links + " links do not fit into " + target.width() + " bits", start);
        }
        return new Action.Multipath(fields, basis, algorithm, links - 1, argument, target);
    }

    static Action bundle(boolean load, Scanner in, PortNames ports) {
        int fields = word(FIELDS, "the fields", in);
        int basis = number(0xffff, "the basis", in);
        int algorithm = word(MEMBER_ALGORITHMS, "the algorithm", in);
        Scanner type = token(in);
        if (!type.copy().rest().equalsIgnoreCase("ofport")) {
            throw type.error("the type of the members is ofport");
        }
        Subfield target = null;
        if (load) {
            Scanner bits = token(in);
            target = target(bits.copy());
            if (target.width() < 16) {
                throw bits.error("bundle_load takes at least 16 bits");
            }
        }
        Scanner word = token(": ", in);
        String members = word.copy().rest();
        if (!members.equalsIgnoreCase("members") && !members.equalsIgnoreCase("slaves")) {
            throw word.error("members: is missing");
        }
        return new Action.Bundle(fields, basis, algorithm, target, members(in, ports));
    }

    private static List<PortRef> members(Scanner in, PortNames ports) {
        List<PortRef> out = new ArrayList<>();
        in.next();
        while (out.size() < MOST_MEMBERS) {
            in.skip(", []");
            int start = in.position();
            in.until(", []");
            if (in.position() == start) {
                break;
            }
            PortRef port = PortText.read(in.part(start, in.position()), ports);
            if ((!ActionCheck.isOutputPort(port) && !port.equals(PortRef.ANY)) || port.equals(PortRef.CONTROLLER)) {
                throw in.error("this port cannot be a member", start);
            }
            out.add(port);
        }
        return out;
    }

    private static Scanner token(Scanner in) {
        return token(SEPARATORS, in);
    }

    private static Scanner token(String delimiters, Scanner in) {
        in.skip(SEPARATORS);
        int start = in.position();
        in.until(delimiters);
        if (in.position() == start) {
            throw in.error("there are not enough arguments");
        }
        return in.part(start, in.position());
    }

    private static int number(int max, String what, Scanner in) {
        Scanner token = token(in);
        int number = ActionReader.decimal(token, max, what);
        token.requireEnd();
        return number;
    }

    private static int word(String[] words, String what, Scanner in) {
        Scanner token = token(in);
        int start = token.position();
        String word = token.rest();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equalsIgnoreCase(word)) {
                return i;
            }
        }
        throw in.error(what + " are one of " + String.join(", ", words), start);
    }

    private static Subfield target(Scanner in) {
        int start = in.position();
        Subfield target = SetFieldText.bits(in);
        if (target.field().ids().stream().allMatch(FieldId::isExperimenter) || target.width() > 64) {
            throw in.error("these bits cannot be named here", start);
        }
        return target;
    }

    static void print(Action.Multipath a, StringBuilder out) {
        out.append("multipath(").append(word(FIELDS, a.fields())).append(',').append(a.basis());
        out.append(',').append(word(LINK_ALGORITHMS, a.algorithm()));
        out.append(',').append(a.maxLink() + 1).append(',').append(a.argument()).append(',');
        SubfieldText.print(a.target(), out);
        out.append(')');
    }

    static void print(Action.Bundle a, PortNames ports, StringBuilder out) {
        out.append(a.target() == null ? "bundle(" : "bundle_load(");
        out.append(word(FIELDS, a.fields())).append(',').append(a.basis());
        out.append(',').append(word(MEMBER_ALGORITHMS, a.algorithm())).append(",ofport,");
        if (a.target() != null) {
            SubfieldText.print(a.target(), out);
            out.append(',');
        }
        out.append("members:");
        for (int i = 0; i < a.members().size(); i++) {
            PortText.print(a.members().get(i), ports, i == 0 ? out : out.append(','));
        }
        out.append(')');
    }

    private static String word(String[] words, int value) {
        return value < words.length ? words[value] : "<unknown>";
    }
}
