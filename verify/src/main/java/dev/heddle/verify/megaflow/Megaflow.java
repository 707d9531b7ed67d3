package dev.heddle.verify.megaflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code ovs-appctl dpctl/dump-flows}, with or without {@code --names}.
 *
 * @param line as printed
 * @param ingress the datapath port by number or name
 * @param tunnel the VNI with which its packets came, empty where they came through none
 * @param outputs where they go
 */
public record Megaflow(String line, String ingress, OptionalLong tunnel, List<Output> outputs) {
    private static final String ACTIONS = "actions:";
    /** What the switch itself takes of packets that the datapath hands it; they go to no port. */
    private static final Set<String> OWN_AFFAIRS = Set.of(
            "slow_path(controller)",
            "slow_path(cfm)",
            "slow_path(bfd)",
            "slow_path(lacp)",
            "slow_path(stp)",
            "slow_path(lldp)");

    /**
     * An output to a datapath port.
     *
     * @param vni the VNI with which the packet leaves; empty where it leaves as it is
     * @param outer whether it is the underlay's packet, with the tunnelled one in it
     */
    public record Output(String port, OptionalLong vni, boolean outer) {}

    public Megaflow {
        outputs = List.copyOf(outputs);
    }

    /** Empty where the line is no flow or is not understood. */
    public static Optional<Megaflow> parse(String line) {
        int actionsAt = line.indexOf(ACTIONS);
        Optional<String> ingress = argument(line, "in_port(");
        if (actionsAt < 0 || ingress.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> tunnel = argument(line.substring(0, actionsAt), "tunnel(");
        OptionalLong vni = tunnel.map(t -> number(t, "tun_id=")).orElse(OptionalLong.empty());
        if (tunnel.isPresent() && vni.isEmpty()) {
            return Optional.empty();
        }
        List<Output> outputs = new ArrayList<>();
        String actions = line.substring(actionsAt + ACTIONS.length()).replaceFirst(", dp-extra-info:.*", "");
        boolean understood = outputs(actions, OptionalLong.empty(), outputs);
        return understood ? Optional.of(new Megaflow(line, ingress.get(), vni, outputs)) : Optional.empty();
    }

    /** False where an action is not understood. */
    private static boolean outputs(String actions, OptionalLong before, List<Output> to) {
        OptionalLong vni = before;
        boolean outer = false;
        for (String action : split(actions)) {
            String name = action.replaceFirst("\\(.*", "");
            @Nullable String within = argument(action, name + "(").orElse(null);
            switch (name) {
                case "drop",
                        "pop_vlan",
                        "ct_clear",
                        "recirc",
                        "hash",
                        "ct",
                        "meter",
                        "trunc",
                        "pop_mpls",
                        "push_vlan",
                        "push_mpls",
                        "pop_eth",
                        "push_eth",
                        "pop_nsh",
                        "push_nsh",
                        "set_masked" -> {}
                case "set" -> {
                    if (within != null && within.startsWith("tunnel(")) {
                        vni = number(within, "tun_id=");
                        if (vni.isEmpty()) {
                            return false;
                        }
                    }
                }
                case "userspace" -> {
                    int at = action.indexOf("slow_path(");
                    if (at >= 0 && OWN_AFFAIRS.stream().noneMatch(action::contains)) {
                        return false; // the switch itself outputs it, who knows where
                    }
                }
                case "tnl_pop" -> {
                    // the packet comes back as one of the tunnel port
                }
                case "tnl_push" -> {
                    OptionalLong key = within == null ? OptionalLong.empty() : number(within, "vni=");
                    Optional<String> port = within == null ? Optional.empty() : argument(within, "tnl_port(");
                    if (key.isEmpty() || port.isEmpty()) {
                        return false;
                    }
                    to.add(new Output(port.get(), key, false));
                    outer = true;
                }
                case "clone" -> {
                    if (within == null || !outputs(within, vni, to)) {
                        return false;
                    }
                }
                default -> {
                    if (within != null || action.isBlank()) {
                        return false;
                    }
                    to.add(new Output(action, vni, outer));
                }
            }
        }
        return true;
    }

    /** At the commas outside brackets. */
    private static List<String> split(String actions) {
        List<String> out = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < actions.length(); i++) {
            char c = actions.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                out.add(actions.substring(from, i).strip());
                from = i + 1;
            }
        }
        out.add(actions.substring(from).strip());
        return out;
    }

    /** What stands in the brackets that the name opens. */
    private static Optional<String> argument(String text, String opening) {
        int at = text.indexOf(opening);
        int depth = 0;
        for (int i = at + opening.length() - 1; at >= 0 && i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return Optional.of(text.substring(at + opening.length(), i));
            }
        }
        return Optional.empty();
    }

    /** Empty where it is not there, or is known in part only, as {@code 0x1/0xff}. */
    private static OptionalLong number(String text, String name) {
        Matcher found = Pattern.compile(Pattern.quote(name) + "(0x[0-9a-f]{1,15}|[0-9]{1,18})(?![0-9a-fx/])")
                .matcher(text);
        return found.find() ? OptionalLong.of(Long.decode(found.group(1))) : OptionalLong.empty();
    }
}
