package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.MultipartRequest;
import java.util.List;
import java.util.function.Supplier;

/** Multipart requests of every type. */
final class RandomRequests {
    private final RandomMessages random;
    private final List<Supplier<MultipartRequest>> kinds;

    RandomRequests(RandomMessages random) {
        this.random = random;
        kinds = List.of(
                MultipartRequest.Desc::new,
                this::flows,
                () -> new MultipartRequest.FlowCounters(flows()),
                () -> new MultipartRequest.Aggregate(flows()),
                MultipartRequest.Tables::new,
                MultipartRequest.TableDescs::new,
                () -> new MultipartRequest.TableFeatures(
                        random.list(2, () -> new RandomReplies(random, new RandomGroups(random)).tableFeatures())),
                () -> new MultipartRequest.Groups(random.int32()),
                () -> new MultipartRequest.GroupCounters(random.int32()),
                MultipartRequest.GroupFeatures::new,
                () -> new MultipartRequest.Meters(random.int32()),
                () -> new MultipartRequest.MeterCounters(random.int32()),
                MultipartRequest.MeterFeatures::new,
                () -> new MultipartRequest.Ports(random.int32()),
                () -> new MultipartRequest.PortCounters(random.int32()),
                () -> new MultipartRequest.Queues(random.int32(), random.int32()),
                () -> new MultipartRequest.QueueCounters(random.int32(), random.int32()),
                this::monitor,
                () -> new MultipartRequest.NxFlowMonitor(
                        random.int32(), random.u16(), random.u16(), random.u8(), random.match()),
                MultipartRequest.IpfixBridge::new,
                MultipartRequest.IpfixFlows::new,
                MultipartRequest.ControllerStatuses::new,
                () -> new MultipartRequest.Experimenter(0x1234, random.int32(), random.octets(30)),
                () -> new MultipartRequest.Raw(20 + random.below(1000), random.octets(30)));
    }

    MultipartRequest next() {
        return kinds.get(random.below(kinds.size())).get();
    }

    private MultipartRequest.Flows flows() {
        return new MultipartRequest.Flows(
                random.u8(), random.int32(), random.int32(), random.int64(), random.int64(), random.match());
    }

    private MultipartRequest monitor() {
        return new MultipartRequest.FlowMonitor(
                random.int32(),
                random.int32(),
                random.int32(),
                random.u16(),
                random.u8(),
                random.one(MultipartRequest.FlowMonitor.Command.values()),
                random.match());
    }
}
