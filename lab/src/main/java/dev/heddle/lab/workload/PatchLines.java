package dev.heddle.lab.workload;

import java.util.List;

/**
 * The lines of {@code ip -batch} and {@code tc -batch} that wire a workload to hosts; nothing here runs them.
 *
 * <pre>
 * workload eth0 ── jack ⇄ lead ── link in br-int of its host
 *                       ↖ lead ── link in br-int of the host that it moves to
 * </pre>
 *
 * <p>Jack and leads are in the fabric's namespace. What comes from any lead goes to the jack; what comes from the jack
 * goes to one lead, and to another as soon as one filter is replaced. Frames are redirected before any protocol of that
 * namespace sees them: it is as one wire, for forged frames too.
 */
final class PatchLines {
    /** The most that a veth takes: frames are measured at both ends only. */
    private static final String ANY_SIZE = " mtu 65535";

    private PatchLines() {}

    /** In the fabric's namespace: the jack, its other end parked beside it until it enters the workload. */
    static String makeJack(Workload w) {
        return "link add name " + w.jack() + ANY_SIZE + " up type veth peer name " + w.parked() + " mtu " + w.mtu()
                + " address " + w.mac();
    }

    /**
     * In the host's namespace: a link, and its lead in the fabric's. The link is at once all that the host's switch shall
     * need, promiscuous too, so that plugging it changes no link: see docs/datapaths.md.
     */
    static String makeLead(Workload w, String fabric) {
        return "link add name " + w.link() + " mtu " + w.mtu() + " up promisc on type veth peer name " + w.lead()
                + ANY_SIZE + " netns " + fabric;
    }

    /** In the fabric's namespace: the lead carries frames. */
    static String raiseLead(Workload w) {
        return "link set dev " + w.lead() + " up";
    }

    /** In the host's namespace: what goes down before it is removed is removed by one change. */
    static String lower(Workload w) {
        return "link set dev " + w.link() + " down";
    }

    /** In the fabric's namespace, for {@code tc}: the jack can be patched. */
    static String prepareJack(Workload w) {
        return "qdisc add dev " + w.jack() + " ingress";
    }

    /** In the fabric's namespace, for {@code tc}: the workload receives from the lead to its host. */
    static List<String> receive(Workload w) {
        return List.of("qdisc add dev " + w.lead() + " ingress", redirect(w.lead(), w.jack()));
    }

    /** In the fabric's namespace, for {@code tc}: the workload sends into the lead to its host, from one frame to the next. */
    static String send(Workload w) {
        return redirect(w.jack(), w.lead());
    }

    private static String redirect(String from, String to) {
        return "filter replace dev " + from + " parent ffff: protocol all prio 1 handle 800::1 u32 match u32 0 0"
                + " action mirred egress redirect dev " + to;
    }
}
