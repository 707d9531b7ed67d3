package dev.heddle.compiler;

import static dev.heddle.compiler.Pipeline.PRIORITY_MATCH;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The flows of a slice: the part that is the same on all of its hosts, and the part that each host has of its own. */
final class SliceRules {
    private SliceRules() {}

    /** The owner of each address and the place of each MAC. */
    static List<Flow> whereabouts(PortState port, int vni, int endpoint) {
        long cookie = Cookie.of(Cookie.Owner.PORT, port.resource().id());
        List<Flow> flows = new ArrayList<>(port.ips().size() + 1);
        for (IpAddress ip : port.ips()) {
            flows.add(Rule.in(Pipeline.ADDRESS, PRIORITY_MATCH, cookie)
                    .when(Pipeline.SLICE, vni)
                    .when(ip.v6() ? Pipeline.TARGET_IPV6 : Pipeline.TARGET_IPV4, Rule.bits(ip))
                    .set(Field.ETH_DST, port.mac().bits())
                    .go(Pipeline.MAC));
        }
        flows.add(Rule.in(Pipeline.MAC, PRIORITY_MATCH, cookie)
                .when(Pipeline.SLICE, vni)
                .when(Field.ETH_DST, port.mac().bits())
                .set(Pipeline.ENDPOINT, Integer.toUnsignedLong(endpoint))
                .go(Pipeline.PEER));
        return flows;
    }

    /**
     * The same on every host of the slice.
     *
     * @param whereabouts of all its ports
     * @param members one endpoint for each host with members: multicast reaches a host once
     */
    static Fragment everywhere(SliceState slice, List<Flow> whereabouts, Collection<Integer> members) {
        List<Flow> flows = new ArrayList<>(whereabouts);
        flows.add(Rule.in(Pipeline.MAC, PRIORITY_MATCH, cookie(slice))
                .when(Pipeline.SLICE, slice.vni())
                .whenMulticast()
                .act(new Action.Group(slice.vni()))
                .stop());
        List<Group.Bucket> buckets = new ArrayList<>(members.size());
        for (int endpoint : members) {
            buckets.add(new Group.Bucket(
                    endpoint,
                    0,
                    List.of(
                            Action.SetField.of(Pipeline.ENDPOINT, Integer.toUnsignedLong(endpoint)),
                            new Action.Resubmit(Pipeline.PEER.id()))));
        }
        Group group = new Group(slice.vni(), Group.Type.ALL, buckets);
        return new Fragment("slice/" + slice.vni(), flows, List.of(group));
    }

    /** @param ports those on the host, in order */
    static Fragment onHost(SliceState slice, List<PortState> ports) {
        Flow enter = Rule.in(Pipeline.TUNNEL, PRIORITY_MATCH, cookie(slice))
                .when(Field.TUN_ID, slice.vni())
                .set(Pipeline.SLICE, slice.vni())
                .go(Pipeline.LOCAL);
        Rule spread = Rule.in(Pipeline.LOCAL, PRIORITY_MATCH, cookie(slice))
                .when(Pipeline.SLICE, slice.vni())
                .whenMulticast();
        for (PortState port : ports) {
            spread.act(new Action.Output(PortRules.ref(port)));
        }
        return new Fragment("members/" + slice.vni(), List.of(enter, spread.stop()), List.of());
    }

    private static long cookie(SliceState slice) {
        return Cookie.of(Cookie.Owner.SLICE, slice.resource().id());
    }
}
