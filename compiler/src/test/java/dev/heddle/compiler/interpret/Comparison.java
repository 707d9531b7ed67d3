package dev.heddle.compiler.interpret;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.testing.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A walk against what ofproto/trace printed for the same packet. */
final class Comparison {
    /** What a packet has beside its headers, which trace prints only where it is not 0. */
    private static final List<Field> CONTEXT = Arrays.stream(Field.values())
            .filter(f -> f.text()
                    .matches("reg\\d+|metadata|pkt_mark|tun_id|tun_dst|tun_ipv6_dst|ct_(state|zone|mark|label)"))
            .toList();

    /** What trace prints and a match cannot say. */
    private static final String NOT_IN_MATCHES =
            "(recirc_id|dp_hash|tun_tos|tun_ttl|tun_flags|tun_gbp_flags|tun_erspan_ver|gtpu_\\w+|skb_priority|actset_output|dl_vlan_pcp1|dl_vlan1|vlan_tci[12]|mpls_lse\\d|igmp_\\w+)=.*";

    private final Map<String, Integer> datapathPorts;

    /** @param datapathPorts OpenFlow's number of each port of the datapath, which are written as text */
    Comparison(Map<String, Integer> datapathPorts) {
        this.datapathPorts = datapathPorts;
    }

    /** The passes of a walk in the order in which trace prints them; null where trace shows one of several ways only. */
    static @Nullable List<Step.Outcome> passes(Walk walk) {
        List<Step.Outcome> out = new ArrayList<>(List.of(new Step.Outcome(walk.packet(), walk.pass())));
        for (int i = 0; i < out.size(); i++) {
            if (!forks(out.get(i).pass().steps(), out, false)) {
                return null;
            }
        }
        return out;
    }

    private static boolean forks(List<Step> steps, List<Step.Outcome> out, boolean uncertain) {
        for (Step step : steps) {
            if (step instanceof Step.Tracked tracked) {
                if (uncertain && !tracked.outcomes().isEmpty()) {
                    return false;
                }
                out.addAll(tracked.outcomes());
                continue;
            }
            boolean one = uncertain
                    || (step instanceof Step.Grouped grouped
                            && grouped.one()
                            && grouped.branches().size() > 1);
            if (!forks(step.within(), out, uncertain)) {
                return false;
            }
            for (Step.Branch branch : step.branches()) {
                if (!forks(branch.steps(), out, one)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is different, or null. What trace shows after a pass that failed happens to no packet. */
    @Nullable
    String difference(List<Step.Outcome> passes, Traced traced) {
        if (passes.size() != traced.passes().size()) {
            return passes.size() + " passes, not " + traced.passes().size();
        }
        for (int i = 0; i < passes.size(); i++) {
            String difference = difference(passes.get(i).pass(), traced.passes().get(i));
            if (difference != null) {
                return "pass " + i + ": " + difference;
            }
            if (traced.passes().get(i).failed()) {
                break;
            }
        }
        return null;
    }

    private @Nullable String difference(Step.Pass ours, Traced.Pass theirs) {
        if (theirs.failed() != (ours.failure() != null)) {
            return "fails: " + theirs.failed() + ", ours " + ours.failure();
        }
        if (theirs.failed()) {
            return null;
        }
        Set<List<String>> sent = theirs.sent().stream().map(this::ports).collect(Collectors.toSet());
        Set<List<String>> may = sent(ours.steps());
        if (!may.containsAll(sent)) {
            return "sends " + sent + ", ours " + may;
        }
        return difference(theirs.end(), ours.end());
    }

    private List<String> ports(List<String> sent) {
        return sent.stream()
                .map(s -> s.equals("controller") ? s : Integer.toUnsignedString(datapathPorts.getOrDefault(s, 0)))
                .toList();
    }

    /** All that may be sent, each in order. */
    static Set<List<String>> sent(List<Step> steps) {
        Set<List<String>> out = Set.of(List.of());
        for (Step step : steps) {
            Set<List<String>> more = switch (step) {
                case Step.Output o -> Set.of(List.of(Integer.toUnsignedString(o.port())));
                case Step.ToController _ -> Set.of(List.of("controller"));
                case Step.Tracked _ -> Set.of(List.of());
                case Step.Grouped grouped
                when !grouped.one() -> {
                    Set<List<String>> all = Set.of(List.of());
                    for (Step.Branch branch : grouped.branches()) {
                        all = then(all, sent(branch.steps()));
                    }
                    yield all;
                }
                default -> {
                    if (step.branches().isEmpty()) {
                        yield sent(step.within());
                    }
                    Set<List<String>> any = new LinkedHashSet<>();
                    step.branches().forEach(b -> any.addAll(sent(b.steps())));
                    yield any;
                }
            };
            out = then(out, more);
        }
        return out;
    }

    private static Set<List<String>> then(Set<List<String>> first, Set<List<String>> second) {
        if (second.equals(Set.of(List.of()))) {
            return first;
        }
        Set<List<String>> out = new LinkedHashSet<>();
        for (List<String> a : first) {
            for (List<String> b : second) {
                List<String> both = new ArrayList<>(a);
                both.addAll(b);
                out.add(both);
            }
        }
        return out;
    }

    private static @Nullable String difference(String theirs, Packet ours) {
        String absent = theirs.contains("icmp_type=135") ? "nd_tll=" : "nd_sll=";
        String text = Arrays.stream(theirs.split(","))
                .filter(part -> !part.matches(NOT_IN_MATCHES) && !part.equals("eth") && !part.startsWith(absent))
                .collect(Collectors.joining(","));
        Match match = FlowText.readMatch(text, PortNames.NONE);
        Packet end = new Packet();
        PortRef port = match.inPort();
        if (port instanceof PortRef.Numbered number && number.value() != ours.inPort()) {
            return "ends at in_port " + number.value() + ", ours " + ours.inPort();
        }
        for (Match.Term term : match.terms()) {
            end.set(term.field(), term.value());
            if (differs(term.field(), term.mask(), end, ours)) {
                return "ends with " + term.field().text() + " in " + theirs + ", ours " + ours;
            }
        }
        for (Field field : CONTEXT) {
            if (field == Field.TUN_ID && theirs.contains("tun_src=")) {
                continue; // printed then only where the key's flag is set
            }
            if (differs(field, field.fullMask(), end, ours)) {
                return "ends with " + field.text() + " in " + theirs + ", ours " + ours;
            }
        }
        return null;
    }

    /** Bits that are not known here may be anything there. */
    private static boolean differs(Field field, Bits mask, Packet theirs, Packet ours) {
        Bits known =
                Bits.of(minus(mask.toBytes(field.bytes()), ours.unknown(field).toBytes(field.bytes())));
        return !ours.get(field).and(known).equals(theirs.get(field).and(known));
    }

    private static byte[] minus(byte[] a, byte[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] &= (byte) ~b[i];
        }
        return a;
    }
}
