package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;

/** {@code output}, {@code enqueue}, {@code controller}, {@code resubmit}, {@code group}. */
final class OutputText {
    private static final int ALL_BYTES = 0xffff;
    private static final int ETHERNET_HEADER = 14;
    private static final int CURRENT_TABLE = 255;
    private static final int REASON_ACTION = 1;
    private static final String[] REASONS = {"no_match", "action", "invalid_ttl", "action_set", "group", "packet_out"};

    private OutputText() {}

    /** A port, bits of a field, or a port and a length. */
    static Action read(Scanner in, PortNames ports) {
        if (in.find("port") >= 0 && in.find("max_len") >= 0) {
            return truncated(in, ports);
        }
        if (in.find("[") < 0) {
            int start = in.position();
            try {
                return output(PortText.read(in, ports));
            } catch (TextException noPort) {
                in.moveTo(start);
                if (Field.named(in.copy().rest()) == null) {
                    throw noPort;
                }
            }
        }
        Action output = new Action.OutputField(SubfieldText.read(in), ALL_BYTES);
        in.requireEnd();
        return output;
    }

    private static Action output(PortRef port) {
        return new Action.Output(port, port.equals(PortRef.CONTROLLER) ? ALL_BYTES : 0);
    }

    private static Action truncated(Scanner in, PortNames ports) {
        Pairs pairs = new Pairs(in);
        PortRef port = null;
        long maxLength = 0;
        while (pairs.next()) {
            switch (pairs.key()) {
                case "port" -> port = PortText.read(pairs.value(), ports);
                case "max_len" -> maxLength = ActionReader.u32(pairs.value(), "max_len");
                default -> throw pairs.error("output takes port and max_len");
            }
        }
        if (port == null || maxLength < ETHERNET_HEADER) {
            throw in.error("output takes a port and a max_len of at least " + ETHERNET_HEADER);
        }
        if (isReserved(port) && !port.equals(PortRef.LOCAL) && !port.equals(PortRef.IN_PORT)) {
            throw in.error("output cannot truncate to this port");
        }
        return new Action.OutputTruncated(port, maxLength);
    }

    /** Whether this is a number beyond those of ports that a switch can have. */
    static boolean isReserved(PortRef port) {
        return port instanceof PortRef.Numbered n && Integer.compareUnsigned(n.value(), 0xff00) >= 0;
    }

    static void print(Action.Output output, PortNames ports, StringBuilder out) {
        if (output.port().equals(PortRef.CONTROLLER)) {
            out.append("CONTROLLER:").append(output.maxLength());
            return;
        }
        if (!isReserved(output.port())) {
            out.append("output:");
        }
        PortText.print(output.port(), ports, out);
    }

    static void print(Action.OutputTruncated output, PortNames ports, StringBuilder out) {
        PortText.print(output.port(), ports, out.append("output(port="));
        out.append(",max_len=").append(output.maxLength()).append(')');
    }

    /** {@code PORT:QUEUE} or {@code PORT,QUEUE}. */
    static void enqueue(Scanner in, ActionReader to) {
        String delimiters = ":q,";
        in.skip(delimiters);
        int start = in.position();
        in.until(delimiters);
        Scanner name = in.part(start, in.position());
        in.next();
        if (name.atEnd() || in.atEnd()) {
            throw in.error("enqueue takes a port and a queue");
        }
        PortRef port = PortText.read(name, to.ports());
        if (isReserved(port) && !port.equals(PortRef.LOCAL) && !port.equals(PortRef.IN_PORT)) {
            throw in.error("nothing can be queued at this port", start);
        }
        to.add(new Action.SetQueue((int) ActionReader.u32(in, "the queue")));
        to.add(new Action.Output(port, ALL_BYTES));
        to.add(new Action.PopQueue());
    }

    static Action controller(Scanner in) {
        if (in.atEnd()) {
            return new Action.Output(PortRef.CONTROLLER, ALL_BYTES);
        }
        if (Scanner.digit(in.peek(), 10) >= 0) {
            return new Action.Output(PortRef.CONTROLLER, ActionReader.u16(in, "max_len"));
        }
        int maxLength = ALL_BYTES;
        int id = 0;
        int reason = REASON_ACTION;
        Octets userdata = Octets.EMPTY;
        boolean givesUserdata = false;
        boolean pause = false;
        int meter = Action.Controller.NO_METER;
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            Scanner value = pairs.value();
            switch (pairs.key()) {
                case "reason" -> reason = reason(value);
                case "max_len" -> maxLength = ActionReader.u16(value, "max_len");
                case "id" -> id = ActionReader.u16(value, "id");
                case "userdata" -> {
                    userdata = ActionReader.octets(value);
                    givesUserdata = true;
                }
                case "pause" -> pause = true;
                case "meter_id" -> meter = (int) ActionReader.u32(value, "meter_id");
                default -> throw pairs.error("controller takes reason, max_len, id, userdata, pause and meter_id");
            }
        }
        boolean plain =
                reason == REASON_ACTION && id == 0 && !givesUserdata && !pause && meter == Action.Controller.NO_METER;
        return plain
                ? new Action.Output(PortRef.CONTROLLER, maxLength)
                : new Action.Controller(maxLength, id, reason, userdata, pause, meter);
    }

    private static int reason(Scanner in) {
        int start = in.position();
        String word = in.rest();
        for (int i = 0; i < REASONS.length; i++) {
            if (REASONS[i].equalsIgnoreCase(word)) {
                return i;
            }
        }
        throw in.error("a reason is one of " + String.join(", ", REASONS), start);
    }

    static void print(Action.Controller a, StringBuilder out) {
        boolean plain = a.reason() == REASON_ACTION
                && a.controllerId() == 0
                && a.userdata().length() == 0
                && !a.pause()
                && a.meter() == Action.Controller.NO_METER;
        if (plain) {
            out.append("CONTROLLER:").append(a.maxLength());
            return;
        }
        out.append("controller(");
        if (a.reason() != REASON_ACTION) {
            out.append("reason=");
            if (a.reason() < REASONS.length) {
                out.append(REASONS[a.reason()]);
            } else {
                out.append(a.reason());
            }
            out.append(',');
        }
        if (a.maxLength() != ALL_BYTES) {
            out.append("max_len=").append(a.maxLength()).append(',');
        }
        if (a.controllerId() != 0) {
            out.append("id=").append(a.controllerId()).append(',');
        }
        if (a.userdata().length() != 0) {
            ActionText.octets(a.userdata(), out.append("userdata="));
            out.append(',');
        }
        if (a.pause()) {
            out.append("pause,");
        }
        if (a.meter() != Action.Controller.NO_METER) {
            out.append("meter_id=").append(Integer.toUnsignedString(a.meter())).append(',');
        }
        ActionText.close(out);
    }

    /** {@code PORT}, or {@code PORT,TABLE,ct} of which each may be missing. */
    static Action resubmit(Scanner in, PortNames ports) {
        int start = in.position();
        Scanner port = ActionReader.untilComma(in);
        Scanner table = ActionReader.untilComma(in);
        Scanner ct = ActionReader.untilComma(in);
        PortRef from = port.atEnd() ? PortRef.IN_PORT : PortText.read(port, ports);
        int to = table.atEnd() ? CURRENT_TABLE : ActionReader.table(table);
        boolean withTracking = !ct.atEnd();
        if (withTracking && !ct.copy().rest().equals("ct")) {
            throw ct.error("resubmit takes nothing else than ct here");
        }
        if (from.equals(PortRef.IN_PORT) && to == CURRENT_TABLE) {
            throw in.error("resubmit takes a port or a table", start);
        }
        return new Action.Resubmit(from, to, withTracking);
    }

    static void print(Action.Resubmit resubmit, PortNames ports, StringBuilder out) {
        boolean here = resubmit.table() == CURRENT_TABLE;
        boolean ownPort = resubmit.port().equals(PortRef.IN_PORT);
        if (!ownPort && here) {
            PortText.print(resubmit.port(), ports, out.append("resubmit:"));
            return;
        }
        out.append("resubmit(");
        if (!ownPort) {
            PortText.print(resubmit.port(), ports, out);
        }
        out.append(',');
        if (!here) {
            out.append(resubmit.table());
        }
        out.append(resubmit.withTracking() ? ",ct)" : ")");
    }
}
