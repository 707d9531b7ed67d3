package dev.heddle.bench;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowMod;
import java.util.ArrayList;
import java.util.List;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U64;

/** Different flows, each as this library has it and, of standard parts only, as openflowj has it: both encode to the same message. */
final class SampleFlows {
    private static final OFFactory FACTORY = OFFactories.getFactory(OFVersion.OF_15);
    private static final long COOKIE = 0x4844_0000_0000_0000L;
    private static final int IPV4 = 0x800;
    private static final int TCP = 6;

    private SampleFlows() {}

    /** TCP from a port to a subnet and port: rewrites the destination, sends it out, goes on. */
    static List<FlowMod> standard(int count) {
        List<FlowMod> out = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Match match = Match.builder()
                    .inPort(new PortRef.Numbered(1 + i % 50))
                    .eq(Field.ETH_TYPE, IPV4)
                    .eq(Field.IP_PROTO, TCP)
                    .masked(Field.IPV4_DST, Bits.of(subnet(i)), Bits.of(0xffffff00L))
                    .eq(Field.TCP_DST, 1 + i % 60_000)
                    .build();
            List<Action> actions = List.of(
                    Action.SetField.of(Field.ETH_DST, mac(i)), new Action.Output(new PortRef.Numbered(1 + i % 40)));
            out.add(FlowMod.add(new Flow(
                    3,
                    100 + i % 7,
                    match,
                    COOKIE | i,
                    List.of(new Instruction.Apply(actions), new Instruction.Goto(9)))));
        }
        return out;
    }

    /** The same as openflowj has it. */
    static List<OFFlowAdd> standardOfOpenflowj(int count) {
        List<OFFlowAdd> out = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            out.add(FACTORY.buildFlowAdd()
                    .setXid(i)
                    .setTableId(TableId.of(3))
                    .setPriority(100 + i % 7)
                    .setCookie(U64.of(COOKIE | i))
                    .setBufferId(OFBufferId.NO_BUFFER)
                    .setOutPort(OFPort.ANY)
                    .setOutGroup(OFGroup.ANY)
                    .setMatch(FACTORY.buildMatch()
                            .setExact(MatchField.IN_PORT, OFPort.of(1 + i % 50))
                            .setExact(MatchField.ETH_TYPE, EthType.of(IPV4))
                            .setMasked(MatchField.IPV4_DST, IPv4Address.of((int) subnet(i)), IPv4Address.of(0xffffff00))
                            .setExact(MatchField.IP_PROTO, IpProtocol.of((short) TCP))
                            .setExact(MatchField.TCP_DST, TransportPort.of(1 + i % 60_000))
                            .build())
                    .setInstructions(List.of(
                            FACTORY.instructions()
                                    .applyActions(List.of(
                                            FACTORY.actions()
                                                    .setField(FACTORY.oxms().ethDst(MacAddress.of(mac(i)))),
                                            FACTORY.actions()
                                                    .buildOutput()
                                                    .setPort(OFPort.of(1 + i % 40))
                                                    .setMaxLen(0)
                                                    .build())),
                            FACTORY.instructions().gotoTable(TableId.of(9))))
                    .build());
        }
        return out;
    }

    /** As Heddle's pipeline has them: registers, metadata, a move, a resubmit. */
    static List<FlowMod> extended(int count) {
        List<FlowMod> out = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Match match = Match.builder()
                    .masked(Field.METADATA, Bits.of(i), Bits.of(0xffffffL))
                    .eq(Field.REG1, i % 4096)
                    .eq(Field.ETH_TYPE, IPV4)
                    .masked(Field.IPV4_DST, Bits.of(subnet(i)), Bits.of(0xffffff00L))
                    .build();
            List<Action> actions = List.of(
                    Action.SetField.of(Field.REG2, i),
                    Action.SetField.of(Field.ETH_DST, mac(i)),
                    new Action.Move(Field.REG2, 0, Field.TUN_ID, 0, 32),
                    new Action.Resubmit(20));
            out.add(FlowMod.add(new Flow(10, 100 + i % 7, match, COOKIE | i, List.of(new Instruction.Apply(actions)))));
        }
        return out;
    }

    private static long subnet(int i) {
        return 0x0a000000L + ((long) (i & 0xffff) << 8);
    }

    private static long mac(int i) {
        return 0x020000000000L + i;
    }
}
