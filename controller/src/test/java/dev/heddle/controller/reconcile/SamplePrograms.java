package dev.heddle.controller.reconcile;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.List;

/** Hand-made fragments in the shape of the pipeline. */
final class SamplePrograms {
    static final PortRef TUNNEL = new PortRef.Named("heddle-vx");

    private SamplePrograms() {}

    static long cookie(long id) {
        return ModelSwitch.OWNER | id;
    }

    /** A slice's group and lookup flows: {@code places[i]} is the endpoint of its i-th MAC. */
    static Fragment slice(int vni, int... places) {
        List<Flow> flows = new ArrayList<>();
        List<Group.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            flows.add(flow(
                    22,
                    100,
                    Match.builder()
                            .eq(Field.METADATA, vni)
                            .eq(Field.ETH_DST, 0x020000000000L + i)
                            .build(),
                    cookie(1000L * vni + i),
                    List.of(Action.SetField.of(Field.REG1, places[i])),
                    23));
            int place = places[i];
            if (buckets.stream().noneMatch(b -> b.id() == place)) {
                buckets.add(new Group.Bucket(
                        place, 0, List.of(Action.SetField.of(Field.REG1, place), new Action.Resubmit(23))));
            }
        }
        flows.add(flow(
                22,
                90,
                Match.builder().eq(Field.METADATA, vni).build(),
                cookie(vni),
                List.of(new Action.Group(vni)),
                0));
        return new Fragment("slice/" + vni, flows, List.of(new Group(vni, Group.Type.ALL, buckets)));
    }

    /** A local port: its entrance and its delivery. */
    static Fragment port(String uid, long id, int vni) {
        PortRef ref = new PortRef.Iface(uid);
        return new Fragment(
                "port/" + uid,
                List.of(
                        flow(
                                0,
                                100,
                                Match.builder().inPort(ref).build(),
                                cookie(id),
                                List.of(Action.SetField.of(Field.METADATA, vni)),
                                22),
                        flow(
                                30,
                                100,
                                Match.builder()
                                        .eq(Field.METADATA, vni)
                                        .eq(Field.ETH_DST, id)
                                        .build(),
                                cookie(id),
                                List.of(new Action.Output(ref)),
                                0)),
                List.of());
    }

    /** The way to a peer. */
    static Fragment peer(int endpoint) {
        return new Fragment(
                "endpoint/" + endpoint,
                List.of(flow(
                        23,
                        100,
                        Match.builder().eq(Field.REG1, endpoint).build(),
                        cookie(endpoint),
                        List.of(
                                new Action.Move(Field.METADATA, 0, Field.TUN_ID, 0, 24),
                                Action.SetField.of(Field.TUN_DST, 0x0a000000L + endpoint),
                                new Action.Output(TUNNEL)),
                        0)),
                List.of());
    }

    /** @param next the table to go to, or 0 for none */
    static Flow flow(int table, int priority, Match match, long cookie, List<Action> actions, int next) {
        List<Instruction> instructions = new ArrayList<>();
        if (!actions.isEmpty()) {
            instructions.add(new Instruction.Apply(actions));
        }
        if (next != 0) {
            instructions.add(new Instruction.Goto(next));
        }
        return new Flow(table, priority, match, cookie, instructions);
    }
}
