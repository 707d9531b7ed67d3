package dev.heddle.simulator.ovsdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bridge that ovs-vswitchd has made: its ports and whom it dials. Owned by {@link SimVswitchd}. */
final class SimBridge {
    /** A port that the bridge has. */
    record Plugged(String type, Map<String, String> options, int number) {}

    private static final class Dialling {
        long maxBackoffMillis;
        long probeMillis;
        boolean connected;
        String role = "other";

        Dialling(long maxBackoffMillis, long probeMillis) {
            this.maxBackoffMillis = maxBackoffMillis;
            this.probeMillis = probeMillis;
        }
    }

    /** What a connection has before the bridge is configured while it stands, whatever its row says. */
    private static final long FIRST_BACKOFF_MILLIS = 8000;

    private final String name;
    private final String datapathType;
    private final PortNumbers numbers = new PortNumbers();
    private final TreeMap<String, Plugged> ports = new TreeMap<>();
    private final TreeMap<String, Dialling> dialled = new TreeMap<>();
    private long datapathId;
    private boolean standalone;

    SimBridge(VswitchConfig.Bridge wanted) {
        this.name = wanted.name();
        this.datapathType = wanted.datapathType();
        this.datapathId = wanted.datapathId();
        this.standalone = wanted.standalone();
    }

    String datapathType() {
        return datapathType;
    }

    long datapathId() {
        return datapathId;
    }

    SortedMap<String, Plugged> ports() {
        return ports;
    }

    boolean isConnected(String target) {
        Dialling found = dialled.get(target);
        return found != null && found.connected;
    }

    String role(String target) {
        Dialling found = dialled.get(target);
        return found == null ? "" : found.role;
    }

    void connected(String target, boolean connected, String role) {
        Dialling found = dialled.get(target);
        if (found != null) {
            found.connected = connected;
            found.role = role;
        }
    }

    /**
     * Takes away the ports that are not wanted any more, or not so: with another type, options, device or number.
     *
     * @param openable whether there is such a device
     */
    List<VswitchdEvent> removePorts(VswitchConfig.Bridge wanted, Devices devices, long now) {
        Map<Integer, String> byNumber = new HashMap<>();
        ports.forEach((port, plugged) -> byNumber.put(plugged.number(), port));
        List<String> gone = new ArrayList<>();
        ports.forEach((port, plugged) -> {
            VswitchConfig.Face face = wanted.ports().get(port);
            if (face == null
                    || !face.type().equals(plugged.type())
                    || !face.options().equals(plugged.options())
                    || !devices.isThere(face)) {
                gone.add(port);
            } else if (moves(face, plugged, byNumber, wanted)) {
                gone.add(port);
                String victim = byNumber.get(face.requested());
                if (victim != null) {
                    gone.add(victim);
                }
            }
        });
        List<VswitchdEvent> out = new ArrayList<>();
        for (String port : gone) {
            Plugged plugged = ports.remove(port);
            if (plugged != null) {
                numbers.free(plugged.number(), now);
                out.add(new VswitchdEvent.PortRemoved(name, port, plugged.number()));
            }
        }
        return out;
    }

    /** A port goes to the number that it asks for, unless who has it has asked for it, too. */
    private static boolean moves(
            VswitchConfig.Face face, Plugged plugged, Map<Integer, String> byNumber, VswitchConfig.Bridge wanted) {
        if (plugged.number() == SimVswitchd.LOCAL || face.requested() == 0 || face.requested() == plugged.number()) {
            return false;
        }
        String victim = byNumber.get(face.requested());
        VswitchConfig.Face other = victim == null ? null : wanted.ports().get(victim);
        return other == null || other.requested() != face.requested();
    }

    /** Adds a port that is not there yet. */
    VswitchdEvent addPort(VswitchConfig.Face face, long now) {
        int number = face.name().equals(name) ? SimVswitchd.LOCAL : take(face, now);
        ports.put(face.name(), new Plugged(face.type(), face.options(), number));
        return new VswitchdEvent.PortAdded(name, face.name(), number);
    }

    /** A port that cannot be added takes a number all the same, at each try. */
    void wasteNumber(VswitchConfig.Face face, long now) {
        numbers.free(take(face, now), now);
    }

    private int take(VswitchConfig.Face face, long now) {
        return numbers.take(face.requested() == 0 ? face.held() : face.requested(), now);
    }

    /** Dials whom it shall. What changes in how it dials someone comes into force while he is connected only. */
    List<VswitchdEvent> configure(VswitchConfig.Bridge wanted) {
        List<VswitchdEvent> out = new ArrayList<>();
        if (datapathId != wanted.datapathId()) {
            datapathId = wanted.datapathId();
            out.add(new VswitchdEvent.DatapathIdChanged(name, datapathId));
        }
        boolean had = !dialled.isEmpty();
        for (String target : List.copyOf(dialled.keySet())) {
            if (!wanted.controllers().containsKey(target)) {
                dialled.remove(target);
                out.add(new VswitchdEvent.HangUp(name, target));
            }
        }
        List<VswitchdEvent> dials = new ArrayList<>();
        wanted.controllers().values().forEach(each -> dial(each, dials));
        boolean otherMode = standalone != wanted.standalone();
        standalone = wanted.standalone();
        if (had == dialled.isEmpty() || (otherMode && dialled.isEmpty())) {
            out.add(new VswitchdEvent.FlowsFlushed(name, standalone && dialled.isEmpty()));
        }
        out.addAll(dials);
        return out;
    }

    private void dial(VswitchConfig.Dialled wanted, List<VswitchdEvent> out) {
        String target = wanted.target();
        if (!dialled.containsKey(target)) {
            Dialling made = new Dialling(FIRST_BACKOFF_MILLIS, wanted.probeMillis());
            dialled.put(target, made);
            out.add(new VswitchdEvent.Dial(name, target, made.maxBackoffMillis, made.probeMillis));
            return;
        }
        Dialling known = Objects.requireNonNull(dialled.get(target));
        boolean other =
                known.maxBackoffMillis != wanted.maxBackoffMillis() || known.probeMillis != wanted.probeMillis();
        if (known.connected && other) {
            known.maxBackoffMillis = wanted.maxBackoffMillis();
            known.probeMillis = wanted.probeMillis();
            out.add(new VswitchdEvent.Redial(name, target, known.maxBackoffMillis, known.probeMillis));
        }
    }
}
