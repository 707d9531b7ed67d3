package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.text.FlowText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every field and form of mask, action and option of a flow has a line among the accepted ones: what the types know and no line
 * says fails. Groups and meters: {@link GroupCoverageTest}, {@link MeterLinesTest}.
 */
class LineCoverageTest {
    private static final Pattern TERM = Pattern.compile("(?:^|[, ])([a-z]\\w*)=((?:\\([^)]*\\)|[^, ])*)");

    /** Short for a protocol (ovs-ofctl(8)). */
    private static final List<String> PROTOCOLS = List.of(
            "ip", "ipv4", "ip4", "arp", "icmp", "tcp", "udp", "sctp", "ipv6", "ip6", "icmp6", "tcp6", "udp6", "sctp6",
            "rarp", "mpls", "mplsm");

    /** What begins an action or instruction in Open vSwitch 3.1 (ovs-actions(7)). */
    private static final List<String> ACTIONS = List.of(
            "output",
            "group",
            "controller",
            "enqueue",
            "bundle",
            "bundle_load",
            "set_field",
            "load",
            "move",
            "push",
            "pop",
            "set_vlan_vid",
            "mod_vlan_vid",
            "set_vlan_pcp",
            "mod_vlan_pcp",
            "strip_vlan",
            "pop_vlan",
            "push_vlan",
            "mod_dl_src",
            "mod_dl_dst",
            "mod_nw_src",
            "mod_nw_dst",
            "mod_nw_tos",
            "mod_nw_ecn",
            "mod_nw_ttl",
            "mod_tp_src",
            "mod_tp_dst",
            "dec_ttl",
            "set_mpls_label",
            "set_mpls_tc",
            "set_mpls_ttl",
            "dec_mpls_ttl",
            "push_mpls",
            "pop_mpls",
            "dec_nsh_ttl",
            "delete_field",
            "encap",
            "decap",
            "set_tunnel",
            "set_tunnel64",
            "set_queue",
            "pop_queue",
            "fin_timeout",
            "resubmit",
            "learn",
            "conjunction",
            "multipath",
            "note",
            "exit",
            "sample",
            "ct",
            "ct_clear",
            "clone",
            "check_pkt_larger",
            "meter",
            "clear_actions",
            "write_actions",
            "write_metadata",
            "goto_table",
            "drop",
            "NORMAL",
            "FLOOD",
            "ALL",
            "LOCAL",
            "IN_PORT",
            "CONTROLLER");

    /** The switch refuses each flow that matches on it: it is among the refused lines. */
    private static final Field NEVER_TAKEN = Field.DP_HASH;

    private final List<Line> flows = Stream.of("match-accepted", "match-printed", "action-accepted", "action-printed")
            .flatMap(f -> Line.read(f).stream())
            .toList();

    @Test
    void everyFieldAndFormOfMaskIsMatched() {
        Set<String> said = new TreeSet<>();
        for (Line line : flows) {
            String match = line.text().replaceFirst("actions?=.*", "");
            TERM.matcher(match).results().forEach(term -> said.addAll(forms(term)));
        }
        Set<String> missing = new TreeSet<>();
        for (Field field : EnumSet.complementOf(EnumSet.of(NEVER_TAKEN))) {
            for (String form : wanted(field)) {
                if (!said.contains(field.text() + form) && !said.contains(field.alias() + form)) {
                    missing.add(field.text() + form);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The forms of one term, each behind the key as it is written. */
    private static List<String> forms(MatchResult term) {
        String key = term.group(1);
        String value = term.group(2);
        List<String> out = new ArrayList<>();
        int slash = value.indexOf('/');
        if (slash < 0) {
            out.add(key + "=");
            out.add(key + "=" + value);
            if (value.startsWith("+") || value.startsWith("-")) {
                out.add(key + "=+-");
            }
            if (value.matches("p\\d")) {
                out.add(key + "=name");
            }
        } else {
            String mask = value.substring(slash + 1);
            out.add(key + "=/");
            out.add(key + (mask.matches("\\d+") ? "=/length" : "=/mask"));
        }
        return out;
    }

    private static List<String> wanted(Field field) {
        List<String> out = new ArrayList<>(List.of("="));
        if (field.maskable()) {
            out.add("=/");
        }
        switch (field.format()) {
            case IPV4, IPV6 -> out.addAll(List.of("=/length", "=/mask"));
            case TCP_FLAGS, CT_STATE, TUNNEL_FLAGS -> out.add("=+-");
            case FRAGMENT -> {
                out.remove("=/");
                out.addAll(List.of("=no", "=yes", "=first", "=later", "=not_later"));
            }
            case PORT -> out.addAll(field == Field.IN_PORT ? List.of("=name", "=LOCAL") : List.of());
            default -> {}
        }
        return out;
    }

    @Test
    void everyShortProtocolIsMatched() {
        assertThat(PROTOCOLS)
                .allSatisfy(protocol -> assertThat(flows)
                        .anyMatch(line -> line.text().matches("(.*[, ])?" + protocol + "[, ].*actions?=.*")));
    }

    @Test
    void everyActionIsWritten() {
        Set<String> missing = new TreeSet<>(ACTIONS);
        for (Line line : flows) {
            String actions = line.text().replaceFirst(".*?actions?=", "");
            missing.removeIf(a -> Pattern.compile("(^|[,(= ])" + a + "($|[,:()= ])", Pattern.CASE_INSENSITIVE)
                    .matcher(actions)
                    .find());
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyActionAndOptionOccurs() {
        Occurrences found = new Occurrences();
        flows.forEach(line -> found.visit(FlowText.readFlow(line.text(), Side.NAMES)));
        Set<String> missing = new TreeSet<>();
        for (Class<?> type : List.of(Action.class, Action.LearnSpec.class, Instruction.class)) {
            missing.addAll(found.missing(type));
            missing.addAll(found.constant(type));
        }
        missing.addAll(found.constant(FlowSpec.class));
        missing.removeIf(LineCoverageTest::cannotBeSaid);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyWritableFieldIsSetAndMoved() {
        Occurrences found = new Occurrences();
        flows.forEach(line -> found.visit(FlowText.readFlow(line.text(), Side.NAMES)));
        Set<Field> set = found.fields(Action.SetField.class, "field");
        Set<Field> moved = found.fields(dev.heddle.flow.Subfield.class, "field");
        Set<Field> unset = new TreeSet<>();
        Set<Field> unmoved = new TreeSet<>();
        for (Field field : Field.values()) {
            // the switch refuses what sets in_port under its other name
            if (field.writable() && !set.contains(field) && field != Field.IN_PORT_OXM) {
                unset.add(field);
            }
            if (!moved.contains(field)) {
                unmoved.add(field);
            }
        }
        assertThat(unset).as("set_field").isEmpty();
        assertThat(unmoved).as("subfields").isEmpty();
    }

    /** What no line that adds a flow says. */
    private static boolean cannotBeSaid(String what) {
        // received and not named; only ever all bytes; of changes and filters
        return what.contains(".Raw")
                || what.equals("Action.OutputField.maxLength")
                || what.matches("FlowSpec.(cookieMask|outPort|outGroup)");
    }
}
