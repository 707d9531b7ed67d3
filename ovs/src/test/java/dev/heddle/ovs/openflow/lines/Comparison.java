package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.TextException;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.LiveSwitch;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.RawClient;
import dev.heddle.ovs.openflow.RawClient.Captured;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does with lines what ovs-ofctl does, and tells every difference. */
final class Comparison<T> {
    private final Kind<T> kind;
    private final Faults faults;
    private final boolean readsAgain;

    Comparison(Kind<T> kind, Faults faults) {
        this(kind, faults, true);
    }

    private Comparison(Kind<T> kind, Faults faults, boolean readsAgain) {
        this.kind = kind;
        this.faults = faults;
        this.readsAgain = readsAgain;
    }

    /** The same for things whose text is not read as them. */
    Comparison<T> withoutReadingAgain() {
        return new Comparison<>(kind, faults, false);
    }

    /** Adds the lines here and there, one by one there, and compares what both hold. */
    void accepted(List<Line> lines, String command, Side theirs, Side ours) {
        List<Line> taken = new ArrayList<>();
        for (Line line : lines) {
            String words = theirs.refusal(command, line.text());
            if (words == null) {
                taken.add(line);
            } else {
                faults.add(line, "ovs-ofctl refuses it: " + words);
            }
        }
        add(taken, ours);
        compare(theirs, ours);
    }

    /** Reads the lines and gives them to the switch by our session; what cannot be read or is refused is a fault. */
    void add(List<Line> lines, Side side) {
        List<Line> offered = new ArrayList<>();
        List<OfMessage> messages = new ArrayList<>();
        for (Line line : lines) {
            try {
                messages.add(message(line));
                offered.add(line);
            } catch (RuntimeException e) {
                faults.add(line, "not read or encoded", e);
            }
        }
        offer(messages, side).forEach((i, error) -> faults.add(offered.get(i), "the switch says " + error.name()));
    }

    /** The message of a line; on the way, text to wire to text must be the identity. */
    private OfMessage message(Line line) {
        T read = kind.read(line.text(), Side.NAMES);
        OfMessage message = kind.adding(read);
        T decoded = kind.added(decode(encode(message)).message());
        if (!decoded.equals(read)) {
            faults.add(line, "read as " + read + "\n    but from the wire as " + decoded);
        }
        identity(line, read, PortNames.NONE);
        identity(line, read, Side.NAMES);
        return message;
    }

    private void identity(Object about, T thing, PortNames names) {
        String text = kind.print(thing, names);
        if (!readsAgain) {
            return;
        }
        try {
            T again = kind.read(text, names);
            if (!again.equals(thing)) {
                faults.add(about, "is " + thing + "\n    printed " + text + "\n    read    " + again);
            }
        } catch (RuntimeException e) {
            faults.add(about, "printed " + text + ", not read again", e);
        }
    }

    private static Map<Integer, OfError> offer(List<OfMessage> messages, Side side) {
        try (LiveSwitch live = new LiveSwitch(side.ovs().managementSocket(Side.BRIDGE))) {
            return live.offer(messages);
        }
    }

    /** Both switches must hold the same, and our listing of the first must be ovs-ofctl's. */
    void compare(Side theirs, Side ours) {
        faults.compare("in the switch", kind.dump(theirs, false), kind.dump(ours, false));
        List<T> listed = list(theirs);
        for (boolean named : new boolean[] {false, true}) {
            PortNames names = named ? Side.NAMES : PortNames.NONE;
            List<String> printed = new ArrayList<>();
            for (T thing : listed) {
                try {
                    printed.add(kind.print(thing, names));
                    identity("in the listing", thing, names);
                } catch (RuntimeException e) {
                    faults.add(thing, "not printed", e);
                }
            }
            faults.compare("in the listing", kind.dump(theirs, named), printed);
        }
    }

    /** What the switch holds, as our codec reads it; each message must be encoded again as it came. */
    List<T> list(Side side) {
        List<T> out = new ArrayList<>();
        try (RawClient client = new RawClient(side.ovs().managementSocket(Side.BRIDGE))) {
            client.send(new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 1 << OfMessage.Hello.OPENFLOW_15));
            client.readUntil(OfMessage.Hello.class);
            client.send(kind.listing());
            boolean more = true;
            while (more) {
                List<Captured> messages = client.readUntil(MultipartReply.class);
                messages.forEach(this::sameBytes);
                MultipartReply reply =
                        (MultipartReply) messages.getLast().frame().message();
                out.addAll(kind.listed(reply));
                more = reply.more();
            }
        }
        return out;
    }

    private void sameBytes(Captured captured) {
        Frame frame = captured.frame();
        if (!(frame.message() instanceof MultipartReply.Flows flows)) {
            String again = ByteBufUtil.hexDump(encode(frame.xid(), frame.message()));
            if (!again.equals(captured.hex())) {
                faults.add(frame.message(), "came as " + captured.hex() + "\n    encoded " + again);
            }
            return;
        }
        // Entry by entry, to name the flow.
        int header = 32;
        int at = header;
        for (var entry : flows.entries()) {
            int length = 2 * Integer.parseInt(captured.hex().substring(at, at + 4), 16);
            String came = captured.hex().substring(at, at + length);
            String again = ByteBufUtil.hexDump(encode(0, new MultipartReply.Flows(false, List.of(entry))))
                    .substring(header);
            if (!anyOptionLength(again).equals(anyOptionLength(came))) {
                faults.add(entry.flow(), "came as\n    " + came + " encoded\n    " + again);
            }
            at += length;
        }
    }

    /** A header of tun_metadata says how long the switch's option is, which no flow says: 4 bytes here, 124 without a map. */
    private static String anyOptionLength(String hex) {
        return hex.replaceAll("0001(5[02468ace]|[6-9ab][02468ace]|c[02468ace])(04|7c)", "0001$1__");
    }

    /** A line that ovs-ofctl or the switch refuses must be refused here too. */
    void refused(List<Line> lines, String command, Side theirs, Side ours) {
        for (Line line : lines) {
            if (theirs.refusal(command, line.text()) == null) {
                faults.add(line, "ovs-ofctl takes it");
            }
        }
        refusedByUs(lines, ours);
    }

    /** Each line must be refused, by the text with a place in it or by the switch. */
    void refusedByUs(List<Line> lines, Side ours) {
        List<Line> offered = new ArrayList<>();
        List<OfMessage> messages = new ArrayList<>();
        for (Line line : lines) {
            try {
                messages.add(kind.adding(kind.read(line.text(), Side.NAMES)));
                offered.add(line);
            } catch (TextException e) {
                if (e.column() < 1 || e.column() > line.text().length() + 1) {
                    faults.add(line, "there is no column " + e.column(), e);
                }
            } catch (RuntimeException e) {
                faults.add(line, "refused by accident", e);
            }
        }
        Map<Integer, OfError> refused = offer(messages, ours);
        for (int i = 0; i < offered.size(); i++) {
            if (!refused.containsKey(i)) {
                faults.add(offered.get(i), "taken by us");
            }
        }
    }

    private static ByteBuf encode(OfMessage message) {
        return encode(1, message);
    }

    private static ByteBuf encode(int xid, OfMessage message) {
        ByteBuf out = Unpooled.buffer();
        OpenFlowCodec.encode(xid, message, out);
        return out;
    }

    private static Frame decode(ByteBuf bytes) {
        return Objects.requireNonNull(OpenFlowCodec.decode(bytes));
    }
}
