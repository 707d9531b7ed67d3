package dev.heddle.system;

import dev.heddle.system.observe.SwitchTools;
import java.util.List;
import java.util.stream.Stream;

/** What a careless hand with ovs-ofctl and ovs-vsctl does to br-int. */
record SwitchFaults(SwitchTools tools) {
    private static final String OURS = "cookie=0x4844010000000fff";
    private static final String FOREIGN_FLOW = "cookie=0xbeef, priority=1,ip,nw_src=203.0.113.9 actions=drop";
    private static final String FOREIGN_GROUP = "group_id=16777215,type=select,bucket=bucket_id:1,actions=drop";

    List<Fault> all() {
        return Stream.of(flows(), groups(), bridge(), tunnel())
                .flatMap(List::stream)
                .toList();
    }

    private List<Fault> flows() {
        return List.of(
                Fault.of("all flows deleted", () -> tools.ofctl("del-flows", "br-int")),
                Fault.of("flows of one table deleted", () -> tools.ofctl("del-flows", "br-int", "table=22")),
                Fault.of("flows changed", () -> tools.ofctl("mod-flows", "br-int", "table=22,actions=drop")),
                Fault.of("flow replaced by a foreign one", this::replaceAFlow),
                Fault.of(
                        "flow added with our cookie",
                        () -> tools.ofctl("add-flow", "br-int", OURS + ",table=22,priority=4242,actions=drop")),
                new Fault(
                        "foreign flow added",
                        Fault.AT_ONCE,
                        () -> tools.ofctl(
                                "add-flow",
                                "br-int",
                                "cookie=0xbeef,table=0,priority=1,ip,nw_src=203.0.113.9,actions=drop"),
                        List.of(FOREIGN_FLOW),
                        List.of("ForeignFlow", "203.0.113.9"),
                        () -> tools.ofctl("del-flows", "br-int", "cookie=0xbeef/-1"),
                        false));
    }

    private List<Fault> groups() {
        return List.of(
                Fault.of("groups deleted", () -> tools.ofctl("del-groups", "br-int")),
                Fault.of("group emptied", () -> tools.ofctl("mod-group", "br-int", aGroup() + ",type=all")),
                Fault.of(
                        "group changed to another type",
                        () -> tools.ofctl("mod-group", "br-int", aGroup() + ",type=select,bucket=actions=drop")),
                Fault.of(
                        "group added in our form",
                        () -> tools.ofctl(
                                "add-group",
                                "br-int",
                                "group_id=16777214,type=all,bucket=actions=set_field:1->reg1,resubmit(,23)")),
                new Fault(
                        "foreign group added",
                        Fault.AT_ONCE,
                        () -> tools.ofctl(
                                "add-group", "br-int", "group_id=16777215,type=select,bucket=bucket_id=1,actions=drop"),
                        List.of(FOREIGN_GROUP),
                        List.of(),
                        () -> tools.ofctl("del-groups", "br-int", "group_id=16777215"),
                        false));
    }

    private List<Fault> bridge() {
        return List.of(
                Fault.of("del-controller", () -> tools.vsctl("del-controller", "br-int")),
                Fault.of(
                        "controller's address changed",
                        () -> tools.vsctl("set", "Controller", "br-int", "target=\"tcp:192.0.2.1:6653\"")),
                Fault.of("fail_mode standalone", () -> tools.vsctl("set-fail-mode", "br-int", "standalone")),
                Fault.of("fail_mode deleted", () -> tools.vsctl("del-fail-mode", "br-int")),
                Fault.of("in-band enabled", () -> setBridge("other_config:disable-in-band=false")),
                Fault.of(
                        "disable-in-band removed",
                        () -> tools.vsctl("remove", "Bridge", "br-int", "other_config", "disable-in-band")),
                Fault.of("protocols restricted", () -> setBridge("protocols=OpenFlow10")),
                Fault.of("datapath_type changed", () -> setBridge("datapath_type=system")));
    }

    private List<Fault> tunnel() {
        return List.of(
                Fault.of("tunnel port deleted", () -> tools.vsctl("del-port", "br-int", "heddle-vx")),
                Fault.of("tunnel of another type", () -> setTunnel("type=geneve")),
                Fault.of("tunnel to one peer", () -> setTunnel("options:remote_ip=192.0.2.1")),
                Fault.of("tunnel with one key", () -> setTunnel("options:key=5")),
                Fault.of(
                        "tunnel's port number lost from the database",
                        // Waiting would make vswitchd read its configuration, which puts it right.
                        () -> tools.vsctl(
                                "--no-wait", "set", "Interface", "heddle-vx", "ofport=-1", "error=\"no longer true\"")),
                Fault.of("tunnel on another UDP port", () -> setTunnel("options:dst_port=4790")),
                Fault.of("br-int deleted", () -> tools.vsctl("del-br", "br-int")));
    }

    private void setBridge(String assignment) {
        var _ = tools.vsctl("set", "Bridge", "br-int", assignment);
    }

    private void setTunnel(String assignment) {
        var _ = tools.vsctl("set", "Interface", "heddle-vx", assignment);
    }

    /** The match of one of ours, with another's cookie and another action. */
    private void replaceAFlow() {
        String flow = tools.flows("br-int").stream()
                .filter(line -> line.contains("table=22,") && line.contains("dl_dst"))
                .findFirst()
                .orElseThrow();
        String match = flow.substring(flow.indexOf("table="), flow.indexOf(" actions="));
        var _ = tools.ofctl("add-flow", "br-int", "cookie=0xbeef," + match + ",actions=drop");
    }

    private String aGroup() {
        String group = tools.groups("br-int").getFirst();
        return group.substring(0, group.indexOf(','));
    }
}
