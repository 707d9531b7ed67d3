package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.Nat;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ct(...)} and the {@code nat(...)} in it. */
final class TrackingText {
    private static final int FTP = 21;
    private static final int TFTP = 69;

    private TrackingText() {}

    static Action ct(Scanner in, ActionReader around) {
        int start = in.position();
        int flags = 0;
        int table = Action.Ct.NO_RECIRCULATION;
        int zone = 0;
        Subfield zoneField = null;
        int alg = 0;
        List<Action> actions = new ArrayList<>();
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            Scanner value = pairs.value();
            switch (pairs.key()) {
                case "commit" -> flags |= Action.Ct.COMMIT;
                case "force" -> flags |= Action.Ct.FORCE;
                case "table" -> {
                    table = ActionReader.table(value);
                    if (table == Action.Ct.NO_RECIRCULATION) {
                        throw pairs.error("there is no table 255 to go on in");
                    }
                }
                case "zone" -> {
                    if (Scanner.digit(value.peek(), 10) >= 0) {
                        zone = ActionReader.u16(value, "the zone");
                    } else {
                        zoneField = zoneField(value);
                    }
                }
                case "alg" -> alg = alg(value);
                case "nat" -> actions.add(nat(value));
                case "exec" -> {
                    ActionReader nested = around.nested(ActionReader.Outer.CT);
                    nested.readAll(value);
                    actions.addAll(nested.actions());
                }
                default -> throw pairs.error("ct takes commit, force, table, zone, alg, nat and exec");
            }
        }
        if ((flags & Action.Ct.FORCE) != 0 && (flags & Action.Ct.COMMIT) == 0) {
            throw in.error("force goes with commit", start);
        }
        if ((flags & Action.Ct.COMMIT) == 0 && !actions.stream().allMatch(TrackingText::isPlainNat)) {
            throw in.error("exec, and nat with arguments, go with commit", start);
        }
        return new Action.Ct(flags, zoneField, zoneField == null ? zone : 0, table, alg, actions);
    }

    private static boolean isPlainNat(Action action) {
        return action instanceof Nat nat && nat.flags() == 0 && nat.family() == Nat.Family.NONE;
    }

    private static Subfield zoneField(Scanner in) {
        int start = in.position();
        Subfield field = SetFieldText.bits(in);
        if (field.width() != 16) {
            throw in.error("a zone has 16 bits", start);
        }
        return field;
    }

    private static int alg(Scanner in) {
        int start = in.position();
        return switch (in.rest()) {
            case "ftp" -> FTP;
            case "tftp" -> TFTP;
            default -> throw in.error("alg is ftp or tftp", start);
        };
    }

    static Nat nat(Scanner in) {
        int start = in.position();
        int flags = 0;
        Range range = Range.NONE;
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            switch (pairs.key()) {
                case "src" -> {
                    flags |= Nat.SRC;
                    range = Range.read(pairs.value());
                }
                case "dst" -> {
                    flags |= Nat.DST;
                    range = Range.read(pairs.value());
                }
                case "persistent" -> flags |= Nat.PERSISTENT;
                case "hash" -> flags |= Nat.HASH;
                case "random" -> flags |= Nat.RANDOM;
                default -> throw pairs.error("nat takes src, dst, persistent, hash and random");
            }
        }
        if ((flags & Nat.SRC) != 0 && (flags & Nat.DST) != 0) {
            throw in.error("nat takes one of src and dst", start);
        }
        if (flags != 0 && (flags & (Nat.SRC | Nat.DST)) == 0) {
            throw in.error("persistent, hash and random go with src or dst", start);
        }
        if ((flags & Nat.HASH) != 0 && (flags & Nat.RANDOM) != 0) {
            throw in.error("nat takes one of hash and random", start);
        }
        return new Nat(flags, range.family, range.min, range.max, range.portMin, range.portMax);
    }

    /** {@code ADDRESS[-ADDRESS][:PORT[-PORT]]}. */
    private record Range(
            Nat.Family family, @Nullable Bits min, @Nullable Bits max, int portMin, int portMax) {
        static final Range NONE = new Range(Nat.Family.NONE, null, null, 0, 0);

        static Range read(Scanner in) {
            if (in.atEnd()) {
                return NONE;
            }
            int start = in.position();
            boolean ipv6 = isIpv6(in);
            Bits min = address(ipv6, in);
            @Nullable Bits max = in.take('-') ? address(ipv6, in) : null;
            int portMin = 0;
            int portMax = 0;
            if (in.take(':')) {
                portMin = (int) in.number(0xffff, "the port");
                portMax = in.take('-') ? (int) in.number(0xffff, "the port") : 0;
                if (portMin == 0 || (portMax != 0 && portMax < portMin)) {
                    throw in.error("no range of ports", start);
                }
            }
            in.requireEnd();
            if (min.isZero() || (max != null && compare(min, max) > 0)) {
                throw in.error("no range of addresses", start);
            }
            return new Range(ipv6 ? Nat.Family.IPV6 : Nat.Family.IPV4, min, max, portMin, portMax);
        }

        /** An IPv4 address has its first dot before any colon. */
        private static boolean isIpv6(Scanner in) {
            int dot = in.find(".");
            int colon = in.find(":");
            return dot < 0 || (colon >= 0 && colon < dot) || in.peek() == '[';
        }

        private static Bits address(boolean ipv6, Scanner in) {
            if (!ipv6) {
                return Bits.of(AddressText.readIpv4(in));
            }
            boolean bracket = in.take('[');
            Bits address = AddressText.readIpv6(in);
            if (bracket) {
                in.expect(']');
            }
            return address;
        }

        private static int compare(Bits a, Bits b) {
            int high = Long.compareUnsigned(a.hi(), b.hi());
            return high != 0 ? high : Long.compareUnsigned(a.lo(), b.lo());
        }
    }

    static void print(Action.Ct ct, PortNames ports, StringBuilder out) {
        out.append("ct(");
        if ((ct.flags() & Action.Ct.COMMIT) != 0) {
            out.append("commit,");
        }
        if ((ct.flags() & Action.Ct.FORCE) != 0) {
            out.append("force,");
        }
        if (ct.recirculateTable() != Action.Ct.NO_RECIRCULATION) {
            out.append("table=").append(ct.recirculateTable()).append(',');
        }
        if (ct.zoneField() != null) {
            SubfieldText.print(ct.zoneField(), out.append("zone="));
            out.append(',');
        } else if (ct.zone() != 0) {
            out.append("zone=").append(ct.zone()).append(',');
        }
        List<Action> actions = ct.actions();
        if (!actions.isEmpty() && actions.getFirst() instanceof Nat nat) {
            print(nat, out);
            out.append(',');
            actions = actions.subList(1, actions.size());
        }
        if (!actions.isEmpty()) {
            ActionText.print(actions, ports, out.append("exec("));
            out.append("),");
        }
        if (ct.alg() != 0) {
            out.append("alg=");
            if (ct.alg() == FTP || ct.alg() == TFTP) {
                out.append(ct.alg() == FTP ? "ftp" : "tftp");
            } else {
                out.append(ct.alg());
            }
            out.append(',');
        }
        ActionText.close(out);
    }

    static void print(Nat nat, StringBuilder out) {
        out.append("nat");
        if ((nat.flags() & (Nat.SRC | Nat.DST)) == 0) {
            return;
        }
        out.append((nat.flags() & Nat.SRC) != 0 ? "(src" : "(dst");
        Bits min = nat.addressMin();
        if (min != null) {
            address(nat, min, out.append('='));
            Bits max = nat.addressMax();
            if (max != null && !max.isZero() && !max.equals(min)) {
                address(nat, max, out.append('-'));
            }
            if (nat.portMin() != 0) {
                out.append(':').append(nat.portMin());
                if (nat.portMax() != 0 && nat.portMax() != nat.portMin()) {
                    out.append('-').append(nat.portMax());
                }
            }
            out.append(',');
            if ((nat.flags() & Nat.PERSISTENT) != 0) {
                out.append("persistent,");
            }
            if ((nat.flags() & Nat.HASH) != 0) {
                out.append("hash,");
            }
            if ((nat.flags() & Nat.RANDOM) != 0) {
                out.append("random,");
            }
        }
        ActionText.close(out);
    }

    private static void address(Nat nat, Bits address, StringBuilder out) {
        if (nat.family() == Nat.Family.IPV4) {
            AddressText.printIpv4(address.lo(), out);
            return;
        }
        boolean bracket = nat.portMin() != 0;
        out.append(bracket ? "[" : "");
        AddressText.printIpv6(address, out);
        out.append(bracket ? "]" : "");
    }
}
