package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.Nat.Family;
import dev.heddle.flow.Field;
import dev.heddle.flow.Prerequisite;
import org.jspecify.annotations.Nullable;

/** What Open vSwitch refuses of an action for the packets that get it (ofpacts_check), and what it makes of them. */
final class PacketCheck {
    private static final int FTP = 21;
    private static final int TFTP = 69;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private PacketCheck() {}

    /** What the packet lacks; in an action set, where its state is not known, only what a field lacks counts. */
    static @Nullable String fault(Action action, ActionReader.Outer outer, Packet packet) {
        boolean strict = outer != ActionReader.Outer.WRITE_ACTIONS;
        return switch (action) {
            case Action.SetField a -> {
                String fault = packet.missing(a.field());
                if (fault == null && a.field() == Field.VLAN_VID) {
                    fault = unmet("vlan_vid", Prerequisite.VLAN, packet);
                }
                if (a.field() == Field.VLAN_TCI) {
                    packet.setTag(a.value().lo());
                }
                yield fault;
            }
            case Action.Move a -> {
                String fault = packet.missing(a.from().field());
                yield fault != null ? fault : packet.missing(a.to().field());
            }
            case Action.OutputField a -> packet.missing(a.source().field());
            case Action.Push a -> packet.missing(a.source().field());
            case Action.Pop a -> packet.missing(a.target().field());
            case Action.Multipath a -> packet.missing(a.target().field());
            case Action.Bundle a ->
                a.target() == null ? null : packet.missing(a.target().field());
            case Action.Resubmit a -> a.withTracking() ? unmet("resubmit with ct", Prerequisite.CT, packet) : null;
            case Action.Ct a -> tracking(a, packet);
            case Action.Nat a -> translating(a, packet);
            case Action.PushVlan a -> packet.pushTag() ? null : "there are two VLAN tags already";
            case Action.PopVlan a -> {
                boolean tagged = packet.isTagged();
                packet.popTag();
                yield strict && !tagged ? "pop_vlan needs " + Prerequisite.VLAN.words() : null;
            }
            case Action.PushMpls a -> {
                boolean ethernet = packet.isEthernet();
                packet.pushMpls(a.ethertype());
                yield strict && !ethernet ? "push_mpls needs " + Prerequisite.ETHERNET.words() : null;
            }
            case Action.PopMpls a -> {
                String fault = packet.isEthernet()
                        ? unmet("pop_mpls", Prerequisite.MPLS, packet)
                        : "pop_mpls needs " + Prerequisite.ETHERNET.words();
                packet.setEtherType(a.ethertype());
                yield strict ? fault : null;
            }
            case Action.Encap a -> {
                packet.encapsulate(a.packetType());
                yield null;
            }
            case Action.Decap a -> {
                packet.decapsulate();
                yield null;
            }
            default -> strict ? consistent(action, packet) : null;
        };
    }

    private static @Nullable String consistent(Action action, Packet packet) {
        return switch (action) {
            case Action.SetTtl a -> unmet("the TTL", Prerequisite.IP, packet);
            case Action.DecTtl a -> unmet("dec_ttl", Prerequisite.IP, packet);
            case Action.SetMplsTtl a -> unmet("set_mpls_ttl", Prerequisite.MPLS, packet);
            case Action.DecMplsTtl a -> unmet("dec_mpls_ttl", Prerequisite.MPLS, packet);
            case Action.DecNshTtl a -> unmet("dec_nsh_ttl", Prerequisite.NSH, packet);
            case Action.SetTransportSource a -> "mod_tp_src needs tcp, udp or sctp";
            case Action.SetTransportTarget a -> "mod_tp_dst needs tcp, udp or sctp";
            case Action.FinTimeout a -> packet.layers().protocol() == TCP ? null : "fin_timeout needs tcp or tcp6";
            default -> null;
        };
    }

    private static @Nullable String tracking(Action.Ct ct, Packet packet) {
        if (!packet.layers().isIp()) {
            return unmet("ct", Prerequisite.IP, packet);
        }
        if (packet.isInvalid() && (ct.flags() & Action.Ct.COMMIT) != 0) {
            return "what is +inv cannot be committed";
        }
        if (ct.alg() == FTP && packet.layers().protocol() != TCP) {
            return "alg=ftp needs tcp or tcp6";
        }
        if (ct.alg() == TFTP && packet.layers().protocol() != UDP) {
            return "alg=tftp needs udp or udp6";
        }
        if (ct.zoneField() != null) {
            return packet.missing(ct.zoneField().field());
        }
        for (Action nested : ct.actions()) {
            String fault = nested instanceof Action.Nat nat ? translating(nat, packet) : null;
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String translating(Action.Nat nat, Packet packet) {
        Prerequisite wanted = nat.family() == Family.IPV4
                ? Prerequisite.IPV4
                : nat.family() == Family.IPV6 ? Prerequisite.IPV6 : Prerequisite.IP;
        return unmet("nat", wanted, packet);
    }

    private static @Nullable String unmet(String what, Prerequisite prerequisite, Packet packet) {
        return prerequisite.met(packet.layers()) ? null : what + " needs " + prerequisite.words();
    }
}
