package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.List;

/** What lines are about: how it is read, printed, given to a switch and asked for. */
interface Kind<T> {
    /** Throws TextException. */
    T read(String text, PortNames names);

    String print(T thing, PortNames names);

    /** The message that adds it. */
    OfMessage adding(T thing);

    /** What such a message adds. */
    T added(OfMessage message);

    MultipartRequest listing();

    List<T> listed(OfMessage reply);

    /** Listed by ovs-ofctl, one text each, in any order. */
    List<String> dump(Side side, boolean names);
}
