package dev.heddle.system.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bridge is and holds, without what counts or passes: two pictures are equal when it does the same.
 *
 * @param flows by {@link SwitchTools#flows}
 * @param groups by {@link SwitchTools#groups}
 * @param settings what ovs-vsctl says of its rows, a line each
 */
public record BridgePicture(List<String> flows, List<String> groups, List<String> settings) {
    public BridgePicture {
        flows = List.copyOf(flows);
        groups = List.copyOf(groups);
        settings = List.copyOf(settings);
    }

    /** Looks at a host's br-int now. */
    public static BridgePicture ofIntegration(SwitchTools tools) {
        return of(tools, "br-int", "--", "--if-exists", "get", "Interface", "heddle-vx", "type", "options", "error");
    }

    /** Looks at a bridge now. */
    public static BridgePicture of(SwitchTools tools, String bridge) {
        return of(tools, bridge, new String[0]);
    }

    private static BridgePicture of(SwitchTools tools, String bridge, String... more) {
        List<String> question = new ArrayList<>(List.of(
                "get-controller", bridge, "--", "list-ports", bridge, "--", "--if-exists", "get", "Bridge", bridge));
        question.addAll(List.of("datapath_type", "fail_mode", "other_config:disable-in-band", "protocols"));
        question.addAll(List.of(more));
        return new BridgePicture(
                tools.flows(bridge), tools.groups(bridge), tools.lines(question.toArray(String[]::new)));
    }

    /** The same without some flows and groups. */
    public BridgePicture without(List<String> flowsAndGroups) {
        return new BridgePicture(
                flows.stream().filter(flow -> !flowsAndGroups.contains(flow)).toList(),
                groups.stream().filter(group -> !flowsAndGroups.contains(group)).toList(),
                settings);
    }

    /** Whether it holds all of these flows and groups. */
    public boolean holds(List<String> flowsAndGroups) {
        return flowsAndGroups.stream().allMatch(line -> flows.contains(line) || groups.contains(line));
    }

    /** The same without flows. */
    public BridgePicture settingsOnly() {
        return new BridgePicture(List.of(), List.of(), settings);
    }

    /** How this one differs from what is wanted, a line each; empty when they are equal. */
    public List<String> differences(BridgePicture wanted) {
        List<String> out = new ArrayList<>();
        differ(out, "flow", flows, wanted.flows);
        differ(out, "group", groups, wanted.groups);
        differ(out, "setting", settings, wanted.settings);
        return out;
    }

    private static void differ(List<String> out, String what, List<String> now, List<String> wanted) {
        wanted.stream().filter(line -> !now.contains(line)).forEach(line -> out.add("missing " + what + " " + line));
        now.stream().filter(line -> !wanted.contains(line)).forEach(line -> out.add("surplus " + what + " " + line));
        if (out.isEmpty() && now.size() != wanted.size()) {
            out.add(now.size() + " " + what + "s instead of " + wanted.size());
        }
    }
}
