package dev.heddle.controller.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would become of a packet, told from the flows that switches hold now. Thread-safe. */
public interface Traces {
    /**
     * Reads the switches on the packet's way and follows it. Blocks for as long, some seconds at most: a host that does not
     * answer counts as away.
     *
     * @throws Refused where the question makes no sense; there is no such port, it has no address of that family
     */
    Trace of(Question question) throws Refused, InterruptedException;

    /**
     * A packet that a workload would send.
     *
     * @param from a Port
     * @param to a unicast address
     * @param number the destination port of TCP or UDP; 0 for ICMP
     */
    record Question(ObjectKey from, IpAddress to, Protocol protocol, int number) {}

    /** What the packet carries; ICMP is an echo request, in IPv6 one of ICMPv6. */
    enum Protocol {
        ICMP,
        TCP,
        UDP
    }

    /**
     * Where a packet went.
     *
     * @param packet in the words of ovs-ofctl
     * @param hops in the order of the packet's way
     * @param message of one line, for people; says what became of the packet and why
     * @param cause the object that is responsible; null where none is
     */
    record Trace(
            String packet,
            List<Hop> hops,
            Verdict verdict,
            String message,
            @Nullable Cause cause) {
        public Trace {
            hops = List.copyOf(hops);
        }
    }

    /** What became of a packet. */
    enum Verdict {
        /** The port that has the address got it. */
        DELIVERED,
        /** It did not. */
        DROPPED,
        /** That depends on what is not known, or a switch on its way could not be read. */
        UNKNOWN
    }

    /**
     * One pass through a host's switch.
     *
     * @param entry by which port the packet came in
     */
    record Hop(String host, String entry, List<Step> steps) {
        public Hop {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One thing that happened to a packet, and what followed from it.
     *
     * @param what for people: {@code table 22 (mac)}, {@code group 7, bucket 3}, {@code out by port 4, Port team-a/w1}
     * @param flow that matched, as ovs-ofctl prints it; empty where it is no flow
     * @param owner the object that the flow is for; null where it is nobody's
     */
    record Step(
            String what, Optional<String> flow, @Nullable Cause owner, List<Step> then) {
        public Step {
            then = List.copyOf(then);
        }
    }

    /**
     * A declared object.
     *
     * @param object as error messages name it: {@code Port team-a/w0}
     * @param source where it was declared
     */
    record Cause(String object, Position source) {}
}
