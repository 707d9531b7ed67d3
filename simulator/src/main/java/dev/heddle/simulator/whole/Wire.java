package dev.heddle.simulator.whole;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * One connection between a host and the controller: each direction gives its bytes whole and in order, cut anywhere, late,
 * or not at all once the connection is cut. What the link of the host does to it, see {@link Link}.
 */
final class Wire {
    private static final int CHUNK = 64 << 10;

    /** One end. Not called any more once it was told that the connection is closed, or closed it. */
    interface End {
        void received(byte[] bytes);

        void closed(String why);
    }

    /** Which way. */
    enum Way {
        TO_CONTROLLER,
        TO_HOST
    }

    /** One direction. Null bytes say that the sender closed. */
    private final class Lane {
        private final Way way;
        private final Deque<byte[]> waiting = new ArrayDeque<>();
        private boolean planned;
        private boolean ended;

        Lane(Way way) {
            this.way = way;
        }

        void add(byte[] bytes) {
            waiting.add(bytes);
            plan();
        }

        private void plan() {
            if (!planned) {
                planned = true;
                time.after(link.delay(way), this::arrive);
            }
        }

        private void arrive() {
            planned = false;
            if (cut) {
                return;
            }
            long held = link.heldFor();
            if (held > 0) {
                planned = true;
                time.after(held, this::arrive);
                return;
            }
            deliver(waiting.remove());
            if (!waiting.isEmpty()) {
                plan();
            }
        }

        private void deliver(byte[] bytes) {
            End end = way == Way.TO_HOST ? host : controller;
            if (ended) {
                return;
            }
            if (bytes.length == 0) {
                ended = true;
                end.closed("the peer closed the connection");
                return;
            }
            int first = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : 0;
            if (first > 0) {
                end.received(Arrays.copyOf(bytes, first));
            }
            if (!ended && !cut) {
                end.received(first > 0 ? Arrays.copyOfRange(bytes, first, bytes.length) : bytes);
            }
            if (way == Way.TO_CONTROLLER && !ended && !cut && link.repeats(bytes)) {
                end.received(bytes);
            }
        }
    }

    private static final byte[] END = {};

    private final Timeline time;
    private final RandomGenerator random;
    private final Link link;
    private final Lane toHost = new Lane(Way.TO_HOST);
    private final Lane toController = new Lane(Way.TO_CONTROLLER);
    private final End host;
    private final End controller;
    private boolean cut;

    Wire(Timeline time, RandomGenerator random, Link link, End host, End controller) {
        this.time = time;
        this.random = random;
        this.link = link;
        this.host = host;
        this.controller = controller;
    }

    /** Sends; bytes must not be changed after. */
    void send(Way way, byte[] bytes) {
        Lane lane = lane(way);
        for (int at = 0; at < bytes.length && !cut; at += CHUNK) {
            lane.add(bytes.length <= CHUNK ? bytes : Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK)));
        }
    }

    /** The end on this way's start closes in order: the other is told after all that was sent. */
    void close(Way way) {
        lane(way == Way.TO_HOST ? Way.TO_CONTROLLER : Way.TO_HOST).ended = true;
        lane(way).add(END);
    }

    /** Breaks the connection: what is under way is lost, both ends that still listen are told. */
    void cut(String why) {
        if (cut) {
            return;
        }
        cut = true;
        for (Lane lane : new Lane[] {toHost, toController}) {
            lane.waiting.clear();
            if (!lane.ended) {
                lane.ended = true;
                End end = lane.way == Way.TO_HOST ? host : controller;
                time.after(link.delay(lane.way), () -> end.closed(why));
            }
        }
    }

    /** Chunks under way. */
    int waiting() {
        return toHost.waiting.size() + toController.waiting.size();
    }

    private Lane lane(Way way) {
        return way == Way.TO_HOST ? toHost : toController;
    }
}
