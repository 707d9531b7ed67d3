package dev.heddle.ovs.openflow.lines;

import dev.heddle.ovs.openflow.OfMessage;
import java.util.ArrayList;
import java.util.List;

/** The messages that lines stand for. */
public final class LineMessages {
    private LineMessages() {}

    /** One for each accepted line of a flow, group or meter. */
    public static List<OfMessage> accepted() {
        List<OfMessage> out = new ArrayList<>();
        for (String kind : List.of("match", "action")) {
            add(kind, new FlowKind(), out);
        }
        add("group", new GroupKind(), out);
        add("meter", new MeterKind(), out);
        return out;
    }

    private static <T> void add(String file, Kind<T> kind, List<OfMessage> out) {
        for (Line line : Line.read(file + "-accepted")) {
            out.add(kind.adding(kind.read(line.text(), Side.NAMES)));
        }
    }
}
