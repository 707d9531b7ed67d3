package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Octets;
import java.util.List;

/** Prints actions as ovs-ofctl dump-flows does; {@link ActionReader} reads them. */
final class ActionText {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private ActionText() {}

    static void print(List<Action> actions, PortNames ports, StringBuilder out) {
        if (actions.isEmpty()) {
            out.append("drop");
        }
        for (int i = 0; i < actions.size(); i++) {
            print(actions.get(i), ports, i == 0 ? out : out.append(','));
        }
    }

    static void print(Action action, PortNames ports, StringBuilder out) {
        switch (action) {
            case Action.Output a -> OutputText.print(a, ports, out);
            case Action.SetField a -> SetFieldText.print(a, ports, out);
            case Action.Resubmit a -> OutputText.print(a, ports, out);
            case Action.Move a -> SetFieldText.print(a, out);
            case Action.Group a -> out.append("group:").append(Integer.toUnsignedString(a.id()));
            case Action.Ct a -> TrackingText.print(a, ports, out);
            case Action.Nat a -> TrackingText.print(a, out);
            case Action.CtClear a -> out.append("ct_clear");
            case Action.Learn a -> LearnText.print(a, ports, out);
            case Action.Clone a -> {
                print(a.actions(), ports, out.append("clone("));
                out.append(')');
            }
            case Action.OutputField a -> SubfieldText.print(a.source(), out.append("output:"));
            case Action.OutputTruncated a -> OutputText.print(a, ports, out);
            case Action.Controller a -> OutputText.print(a, out);
            case Action.SetQueue a -> out.append("set_queue:").append(Integer.toUnsignedString(a.queue()));
            case Action.PopQueue a -> out.append("pop_queue");
            case Action.Meter a -> out.append("meter:").append(Integer.toUnsignedString(a.id()));
            case Action.Push a -> SubfieldText.print(a.source(), out.append("push:"));
            case Action.Pop a -> SubfieldText.print(a.target(), out.append("pop:"));
            case Action.DeleteField a ->
                out.append("delete_field:").append(a.field().text());
            case Action.CheckPacketLarger a -> SetFieldText.print(a, out);
            case Action.PushVlan a -> out.append("push_vlan:0x").append(Integer.toHexString(a.ethertype()));
            case Action.PopVlan a -> out.append("pop_vlan");
            case Action.PushMpls a -> ethertype("push_mpls:0x", a.ethertype(), out);
            case Action.PopMpls a -> ethertype("pop_mpls:0x", a.ethertype(), out);
            case Action.SetMplsTtl a ->
                out.append("set_mpls_ttl(").append(a.ttl()).append(')');
            case Action.DecMplsTtl a -> out.append("dec_mpls_ttl");
            case Action.SetTtl a -> out.append("mod_nw_ttl:").append(a.ttl());
            case Action.DecTtl a -> SampleText.print(a, out);
            case Action.DecNshTtl a -> out.append("dec_nsh_ttl");
            case Action.SetTransportSource a -> out.append("mod_tp_src:").append(a.port());
            case Action.SetTransportTarget a -> out.append("mod_tp_dst:").append(a.port());
            case Action.Encap a -> EncapText.print(a, out);
            case Action.Decap a -> EncapText.print(a, out);
            case Action.Multipath a -> HashText.print(a, out);
            case Action.Bundle a -> HashText.print(a, ports, out);
            case Action.Conjunction a -> SampleText.print(a, out);
            case Action.FinTimeout a -> SampleText.print(a, out);
            case Action.Sample a -> SampleText.print(a, ports, out);
            case Action.Note a -> octets(a.data(), out.append("note:"));
            case Action.Exit a -> out.append("exit");
            case Action.Raw a -> out.append("raw:").append(a.tlv());
        }
    }

    private static void ethertype(String word, int type, StringBuilder out) {
        String digits = Integer.toHexString(0x10000 | type);
        out.append(word).append(digits, 1, 5);
    }

    /** {@code 01.23.45}. */
    static void octets(Octets octets, StringBuilder out) {
        for (int i = 0; i < octets.length(); i++) {
            int octet = octets.at(i) & 0xff;
            out.append(i == 0 ? "" : ".").append(DIGITS[octet >> 4]).append(DIGITS[octet & 0xf]);
        }
    }

    /** A parenthesis in the place of a comma at the end, if there is one. */
    static void close(StringBuilder out) {
        int last = out.length() - 1;
        if (out.charAt(last) == ',') {
            out.setLength(last);
        }
        out.append(')');
    }
}
