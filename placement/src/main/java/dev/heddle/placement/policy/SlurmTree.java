package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Slurm's choice of nodes under topology/tree, re-implemented here after its sources as of 2026 (26.11): few leaf switches, the best
 * fitting first, the next ones near. Leaf switches are the innermost domains, above the outermost ones there is a root switch.
 * Kinds of workers are components of a heterogeneous job, placed one after the other. Knows no wish but hosts to avoid.
 */
public final class SlurmTree implements Policy {
    @Override
    public String name() {
        return "slurm-tree";
    }

    @Override
    public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
        Draft draft = new Draft(gang, cluster);
        for (Workers workers : gang.workers()) {
            List<Integer> hosts = new Search(cluster.domains(), draft, workers).hosts();
            if (hosts.isEmpty()) {
                return new Choice.NoRoom();
            }
            hosts.forEach(host -> draft.seat(host, workers.need()));
        }
        return new Choice.Start(draft.seats());
    }

    /** One component's search. Depth 0 is the root switch, the last depth the leaf switches. */
    private static final class Search {
        private final Domains domains;
        private final int wanted;
        private final int leaves;
        private final int[] hostRoom;
        /** By depth and switch: how many workers its hosts take that are not used yet. */
        private final int[][] room;

        Search(Domains domains, Draft draft, Workers workers) {
            this.domains = domains;
            this.wanted = workers.count();
            this.leaves = domains.levels();
            hostRoom = IntStream.range(0, domains.hosts())
                    .map(host -> draft.room(host, workers.need()))
                    .toArray();
            room = new int[leaves + 1][];
            for (int depth = 0; depth <= leaves; depth++) {
                room[depth] = new int[depth == 0 ? 1 : domains.domains(depth - 1)];
                for (int host = 0; host < hostRoom.length; host++) {
                    room[depth][switchOf(depth, host)] += hostRoom[host];
                }
            }
        }

        /** One per worker, ascending; empty if they do not fit. */
        List<Integer> hosts() {
            List<Integer> hosts = new ArrayList<>();
            if (room[0][0] < wanted) {
                return hosts;
            }
            int[] distance = new int[room[leaves].length];
            while (hosts.size() < wanted) {
                int leaf = best(distance, wanted - hosts.size());
                for (int host = firstHost(leaf); host < endHost(leaf); host++) {
                    for (int i = 0; i < hostRoom[host] && hosts.size() < wanted; i++) {
                        hosts.add(host);
                    }
                }
                useUp(leaf);
                for (int other = 0; other < distance.length; other++) {
                    distance[other] += distance(leaf, other);
                }
            }
            hosts.sort(null);
            return hosts;
        }

        /** The leaf switch to take next: a nearer one must hold the rest, of equally near ones the better fit wins. */
        private int best(int[] distance, int rest) {
            int best = -1;
            for (int leaf = 0; leaf < distance.length; leaf++) {
                if (room[leaves][leaf] == 0) {
                    continue;
                }
                if (best < 0) {
                    best = leaf;
                    continue;
                }
                Comparison against = compare(leaf, best, rest);
                if ((distance[leaf] < distance[best] && against.fits())
                        || (distance[leaf] == distance[best] && against.better())) {
                    best = leaf;
                }
            }
            return best;
        }

        /**
         * @param fits whether the rest fits under the first switch, where the two were told apart
         * @param better whether it is the better choice
         */
        private record Comparison(boolean fits, boolean better) {}

        /**
         * Goes up from both leaf switches until the rest fits under one of them or they meet. The tighter fit is better, else
         * the freer one.
         */
        private Comparison compare(int leaf, int other, int rest) {
            for (int depth = leaves; ; depth--) {
                int a = switchOf(depth, firstHost(leaf));
                int b = switchOf(depth, firstHost(other));
                boolean fits = room[depth][a] >= rest;
                boolean otherFits = room[depth][b] >= rest;
                if (fits || otherFits) {
                    return new Comparison(fits, fits && (!otherFits || room[depth][a] < room[depth][b]));
                }
                if (depth == 0 || sameParent(depth, leaf, other)) {
                    return new Comparison(false, room[depth][a] > room[depth][b]);
                }
            }
        }

        private boolean sameParent(int depth, int leaf, int other) {
            return switchOf(depth - 1, firstHost(leaf)) == switchOf(depth - 1, firstHost(other));
        }

        private void useUp(int leaf) {
            int used = room[leaves][leaf];
            for (int depth = leaves; depth >= 0; depth--) {
                room[depth][switchOf(depth, firstHost(leaf))] -= used;
            }
        }

        /** How many links lie between two leaf switches. */
        private int distance(int leaf, int other) {
            int links = 0;
            for (int depth = leaves;
                    depth > 0 && switchOf(depth, firstHost(leaf)) != switchOf(depth, firstHost(other));
                    depth--) {
                links += 2;
            }
            return links;
        }

        private int switchOf(int depth, int host) {
            return depth == 0 ? 0 : domains.domainOf(depth - 1, host);
        }

        private int firstHost(int leaf) {
            return leaves == 0 ? 0 : domains.first(leaves - 1, leaf);
        }

        private int endHost(int leaf) {
            return leaves == 0 ? domains.hosts() : domains.end(leaves - 1, leaf);
        }
    }
}
