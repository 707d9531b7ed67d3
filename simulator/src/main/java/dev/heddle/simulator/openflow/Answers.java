package dev.heddle.simulator.openflow;

import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupFeatures;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.GroupStats;
import dev.heddle.ovs.openflow.MeterFeatures;
import dev.heddle.ovs.openflow.MeterStats;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortStats;
import dev.heddle.ovs.openflow.TableDesc;
import dev.heddle.ovs.openflow.TableProperty;
import dev.heddle.ovs.openflow.TableStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Answers to multipart requests, each as one message however long. Pure over a {@link SwitchState}. */
final class Answers {
    private static final int GROUP_TYPES = 0xf;

    /** Weights, liveness and chains. */
    private static final int GROUP_CAPABILITIES = 0b111;

    /** Each type of action that OpenFlow 1.5 numbers and Open vSwitch has. */
    private static final int GROUP_ACTIONS = 0x3ff8001;

    private static final long METERS = 1 << 18;

    /** Bit n is a band of type n; the userspace datapath drops only. */
    private static final int BANDS = 1 << 1;

    /** By everything that there is; of tables that evict nothing. */
    private static final TableProperty EVICTION = new TableProperty.Eviction(0b111);

    private Answers() {}

    /** @throws Refused for what the switch does not answer */
    static MultipartReply to(MultipartRequest request, SwitchState state) {
        return switch (request) {
            case MultipartRequest.Desc _ ->
                new MultipartReply.Desc(false, "Nicira, Inc.", "Open vSwitch", "3.1.0", "None", "None");
            case MultipartRequest.Flows wanted -> new MultipartReply.Flows(false, flows(wanted, state));
            case MultipartRequest.Aggregate(MultipartRequest.Flows wanted) -> sum(find(wanted, state));
            case MultipartRequest.Tables _ -> new MultipartReply.Tables(false, tables(state));
            case MultipartRequest.TableDescs _ -> new MultipartReply.TableDescs(false, tableDescs());
            case MultipartRequest.Groups(int id) ->
                new MultipartReply.Groups(
                        false,
                        groups(id, state).stream()
                                .map(SwitchState.HeldGroup::group)
                                .toList());
            case MultipartRequest.GroupCounters(int id) ->
                new MultipartReply.GroupCounters(
                        false,
                        groups(id, state).stream().map(g -> counters(g, state)).toList());
            case MultipartRequest.GroupFeatures _ ->
                new GroupFeatures(
                        false,
                        GROUP_TYPES,
                        GROUP_CAPABILITIES,
                        List.of(Group.MAX, Group.MAX, Group.MAX, Group.MAX),
                        List.of(GROUP_ACTIONS, GROUP_ACTIONS, GROUP_ACTIONS, GROUP_ACTIONS));
            case MultipartRequest.Meters(int id) ->
                new MultipartReply.Meters(
                        false,
                        meters(id, state).stream()
                                .map(SwitchState.HeldMeter::meter)
                                .toList());
            case MultipartRequest.MeterCounters(int id) ->
                new MultipartReply.MeterCounters(
                        false,
                        meters(id, state).stream().map(m -> counters(m, state)).toList());
            case MultipartRequest.MeterFeatures _ ->
                new MeterFeatures(false, METERS, BANDS, Meters.FLAGS, Meters.MAX_BANDS, 0);
            case MultipartRequest.Ports(int port) -> new MultipartReply.Ports(false, ports(port, state));
            case MultipartRequest.PortCounters(int port) ->
                new MultipartReply.PortCounters(
                        false, ports(port, state).stream().map(p -> counters(p)).toList());
            default -> throw Refusal.OFPBRC_BAD_STAT.refused();
        };
    }

    private static List<FlowRecord> find(MultipartRequest.Flows wanted, SwitchState state) {
        FlowCheck.match(wanted.match());
        if (!PortNumbers.names(wanted.outPort())) {
            throw Refusal.OFPBAC_BAD_OUT_PORT.refused();
        }
        return state.flows.loose(Criteria.of(wanted));
    }

    private static List<FlowEntry> flows(MultipartRequest.Flows wanted, SwitchState state) {
        long now = state.now();
        return find(wanted, state).stream().map(f -> f.entry(now)).toList();
    }

    private static MultipartReply.Aggregate sum(List<FlowRecord> flows) {
        return new MultipartReply.Aggregate(
                false,
                flows.size(),
                flows.stream().mapToLong(FlowRecord::packets).sum(),
                flows.stream().mapToLong(FlowRecord::bytes).sum());
    }

    private static List<TableStats> tables(SwitchState state) {
        List<TableStats> out = new ArrayList<>();
        for (int table = 0; table < FlowCheck.INTERNAL_TABLE; table++) {
            out.add(new TableStats(table, state.flows.size(table), 0, 0));
        }
        return out;
    }

    private static List<TableDesc> tableDescs() {
        List<TableDesc> out = new ArrayList<>();
        for (int table = 0; table < FlowCheck.INTERNAL_TABLE; table++) {
            out.add(new TableDesc(table, 0, List.of(EVICTION)));
        }
        return out;
    }

    private static Collection<SwitchState.HeldGroup> groups(int id, SwitchState state) {
        return id == GroupMod.ALL_GROUPS ? state.groups.values() : one(state.groups, id);
    }

    private static Collection<SwitchState.HeldMeter> meters(int id, SwitchState state) {
        if (id == Meter.ALL) {
            return state.meters.values();
        }
        Collection<SwitchState.HeldMeter> found = one(state.meters, id);
        if (found.isEmpty()) {
            throw Refusal.OFPMMFC_UNKNOWN_METER.refused();
        }
        return found;
    }

    private static <T> Collection<T> one(SortedMap<Integer, T> all, int id) {
        @Nullable T found = all.get(id);
        return found == null ? List.of() : List.of(found);
    }

    private static GroupStats counters(SwitchState.HeldGroup held, SwitchState state) {
        Group group = held.group();
        List<GroupStats.Counter> buckets =
                group.buckets().stream().map(b -> new GroupStats.Counter(0, 0)).toList();
        long references = state.flows.usersOfGroup(group.id()).size();
        return new GroupStats(group.id(), references, 0, 0, state.now() - held.createdAt(), buckets);
    }

    private static MeterStats counters(SwitchState.HeldMeter held, SwitchState state) {
        Meter meter = held.meter();
        List<GroupStats.Counter> bands =
                meter.bands().stream().map(b -> new GroupStats.Counter(0, 0)).toList();
        long flows = state.flows.usersOfMeter(meter.id()).size();
        return new MeterStats(meter.id(), flows, 0, 0, state.now() - held.createdAt(), bands);
    }

    private static List<PortDesc> ports(int port, SwitchState state) {
        if (port == FlowMod.ANY) {
            return List.copyOf(state.ports.values());
        }
        PortDesc found = state.ports.get(port);
        return found == null ? List.of() : List.of(found);
    }

    private static PortStats counters(PortDesc port) {
        return new PortStats(port.number(), 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }
}
