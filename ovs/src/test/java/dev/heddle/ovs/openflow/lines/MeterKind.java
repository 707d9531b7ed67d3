package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.Meter;
import dev.heddle.flow.text.MeterText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.List;
import java.util.stream.Stream;

final class MeterKind implements Kind<Meter> {
    @Override
    public Meter read(String text, PortNames names) {
        return MeterText.read(text);
    }

    @Override
    public String print(Meter meter, PortNames names) {
        return MeterText.print(meter);
    }

    @Override
    public OfMessage adding(Meter meter) {
        return MeterMod.add(meter);
    }

    @Override
    public Meter added(OfMessage message) {
        return ((MeterMod) message).meter();
    }

    @Override
    public MultipartRequest listing() {
        return new MultipartRequest.Meters(Meter.ALL);
    }

    @Override
    public List<Meter> listed(OfMessage reply) {
        return ((MultipartReply.Meters) reply)
                .entries().stream().map(Meter::canonical).toList();
    }

    /** A meter's bands follow it, each on a line of its own. */
    @Override
    public List<String> dump(Side side, boolean names) {
        String text = side.ovs().ofctl("dump-meters", Side.BRIDGE);
        return Stream.of(text.split("\n(?=meter=)"))
                .map(String::strip)
                .filter(meter -> meter.startsWith("meter="))
                .toList();
    }
}
