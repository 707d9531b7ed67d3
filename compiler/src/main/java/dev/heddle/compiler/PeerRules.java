package dev.heddle.compiler;

import static dev.heddle.compiler.Pipeline.PRIORITY_MATCH;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.model.net.IpAddress;
import java.util.List;

/** The flows of one endpoint: as every other host holds them, and as its own host does. */
final class PeerRules {
    private static final int VNI_BITS = 24;

    private PeerRules() {}

    /** Takes packets from the endpoint, and sends them to it. */
    static Fragment peer(long host, int endpoint, IpAddress address) {
        long cookie = Cookie.of(Cookie.Owner.HOST, host);
        Flow receive = Rule.in(Pipeline.CLASSIFY, Pipeline.PRIORITY_TYPE, cookie)
                .from(Pipeline.TUNNEL_PORT)
                .when(address.v6() ? Field.TUN_IPV6_SRC : Field.TUN_SRC, Rule.bits(address))
                .go(Pipeline.TUNNEL);
        Flow send = Rule.in(Pipeline.PEER, PRIORITY_MATCH, cookie)
                .when(Pipeline.ENDPOINT, Integer.toUnsignedLong(endpoint))
                .act(new Action.Move(Pipeline.SLICE, 0, Field.TUN_ID, 0, VNI_BITS))
                .set(address.v6() ? Field.TUN_IPV6_DST : Field.TUN_DST, Rule.bits(address))
                .act(new Action.Output(Pipeline.TUNNEL_PORT))
                .stop();
        return new Fragment(name(endpoint), List.of(receive, send), List.of());
    }

    /** Stays on the host. */
    static Fragment own(long host, int endpoint) {
        Flow stay = Rule.in(Pipeline.PEER, PRIORITY_MATCH, Cookie.of(Cookie.Owner.HOST, host))
                .when(Pipeline.ENDPOINT, Integer.toUnsignedLong(endpoint))
                .go(Pipeline.LOCAL);
        return new Fragment(name(endpoint), List.of(stay), List.of());
    }

    private static String name(int endpoint) {
        return "endpoint/" + Integer.toUnsignedString(endpoint);
    }
}
