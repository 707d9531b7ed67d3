package dev.heddle.ovs.openflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn;
import dev.heddle.ovs.openflow.PacketIn2;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.TableDesc;
import dev.heddle.ovs.openflow.TableStatus;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import dev.heddle.ovs.openflow.session.SessionEvent.BundleFailed.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The protocol's rules, with a virtual clock and a switch that says what the test wants. */
class OpenFlowSessionTest {
    private static final SessionLimits LIMITS =
            new SessionLimits(Duration.ofNanos(100), Duration.ofNanos(10), 3, 400, 4_096);
    private static final OfMessage.FeaturesReply FEATURES = new OfMessage.FeaturesReply(7, 0, 254, 0, 0);
    private static final FlowMod MOD = FlowMod.delete(0, 1, -1);
    private static final OfError REFUSED = new OfError(5, 1, 0, Octets.EMPTY);

    private final OpenFlowSession session = new OpenFlowSession(LIMITS, ByteBufAllocator.DEFAULT);
    private long now = 1_000;

    private void says(int xid, OfMessage message) {
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(xid, message, bytes);
        session.receive(bytes, now);
    }

    private List<Frame> sent() {
        ByteBuf bytes = session.takeOutput();
        List<Frame> out = new ArrayList<>();
        for (Frame frame = OpenFlowCodec.decode(bytes); frame != null; frame = OpenFlowCodec.decode(bytes)) {
            out.add(frame);
        }
        bytes.release();
        return out;
    }

    private void ready() {
        session.start(now);
        says(1, new OfMessage.Hello(6, 1 << 6));
        says(sent().getLast().xid(), FEATURES);
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.Ready(FEATURES));
    }

    @Test
    void helloOffersOnly15AndThenAsksForFeatures() {
        session.start(now);
        assertThat(sent()).extracting(Frame::message).containsExactly(new OfMessage.Hello(6, 1 << 6));
        says(1, new OfMessage.Hello(6, 0));
        assertThat(sent()).extracting(Frame::message).containsExactly(new OfMessage.FeaturesRequest());
        assertThatThrownBy(() -> session.send(MOD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSwitchWithout15IsRefusedByName() {
        session.start(now);
        says(1, new OfMessage.Hello(4, 1 << 1 | 1 << 4));
        assertThat(sent().getLast().message()).isEqualTo(new OfError(0, 0, 0, Octets.EMPTY));
        assertThat(session.takeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("does not speak OpenFlow 1.5 but 1.0, 1.3"));
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void aHandshakeThatDoesNotEndIsEnded() {
        session.start(now);
        assertThat(session.nextDeadline()).isEqualTo(1_010);
        session.tick(1_010);
        assertThat(session.takeEvents()).singleElement().isInstanceOf(SessionEvent.Closed.class);
    }

    @Test
    void silenceIsProbedAndThenEndsTheSession() {
        ready();
        sent();
        session.tick(1_099);
        assertThat(sent()).isEmpty();
        session.tick(1_100);
        assertThat(sent()).extracting(Frame::message).containsExactly(new OfMessage.EchoRequest(Octets.EMPTY));
        now = 1_105;
        says(9, new OfMessage.EchoReply(Octets.EMPTY));
        session.tick(1_110);
        assertThat(session.isClosed()).isFalse();
        session.tick(1_205);
        session.tick(1_214);
        assertThat(session.isClosed()).isFalse();
        session.tick(1_215);
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void theSwitchsProbeIsAnsweredWithItsData() {
        ready();
        says(77, new OfMessage.EchoRequest(Octets.parse("abcd")));
        assertThat(sent()).containsExactly(new Frame(6, 77, new OfMessage.EchoReply(Octets.parse("abcd"))));
        assertThat(session.takeEvents()).isEmpty();
    }

    @Test
    void partsOfAnAnswerAreGivenTogether() {
        ready();
        int xid = session.request(MultipartRequest.Flows.ALL);
        MultipartReply first = new MultipartReply.Flows(true, List.of());
        MultipartReply second = new MultipartReply.Flows(false, List.of());
        says(xid, first);
        assertThat(session.takeEvents()).isEmpty();
        says(xid, second);
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.Reply(xid, List.of(first, second)));
        says(xid, second);
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.Message(xid, second));
    }

    /** A switch numbers what it sends of its own accord as it likes. */
    @Test
    void whatTheSwitchSendsOfItsOwnAccordIsNoAnswer() {
        ready();
        int xid = session.request(new OfMessage.BarrierRequest());
        PacketIn2 packet = new PacketIn2(Octets.EMPTY, 0, -1, 0, 0, 0, Match.ANY, null, null, List.of());
        ControllerStatus controller = new ControllerStatus(1, OfMessage.Role.EQUAL, 0, true, List.of());
        List<OfMessage> unasked = List.of(
                new PacketIn(-1, 0, 0, 0, 0, Match.ANY, Octets.EMPTY),
                packet,
                new FlowRemoved(0, 0, 0, 0, 0, 0, Match.ANY, FlowStats.NONE),
                new PortStatus(PortStatus.Reason.ADD, new PortDesc(1, 0, "p1", 0, 0, List.of())),
                new OfMessage.RoleStatus(OfMessage.Role.SECONDARY, 0, 0),
                new TableStatus(3, new TableDesc(1, 0, List.of())),
                new ControllerStatus.Changed(controller),
                new RequestForward(9, MeterMod.delete(1)));
        for (OfMessage message : unasked) {
            says(xid, message);
            assertThat(session.takeEvents()).containsExactly(new SessionEvent.Message(xid, message));
        }
        says(xid, new OfMessage.BarrierReply());
        assertThat(session.takeEvents())
                .containsExactly(new SessionEvent.Reply(xid, List.of(new OfMessage.BarrierReply())));
    }

    @Test
    void whatTheBucketsOfAGroupWatchIsPartOfItsForm() {
        ready();
        sent();
        GroupMod known = GroupMod.put(watching(Group.NONE));
        assertThat(lastSent(List.of(known))).isEqualTo(BundleControl.Type.CLOSE_REQUEST);
        assertThat(lastSent(List.of(known))).isEqualTo(BundleControl.Type.COMMIT_REQUEST);
        assertThat(lastSent(List.of(GroupMod.put(watching(5))))).isEqualTo(BundleControl.Type.CLOSE_REQUEST);
        Group.Selection hash = new Group.Selection(Group.Selection.HASH, 0, List.of());
        Group chosen = new Group(1, Group.Type.SELECT, watching(Group.NONE).buckets(), hash, List.of());
        assertThat(lastSent(List.of(GroupMod.put(chosen)))).isEqualTo(BundleControl.Type.CLOSE_REQUEST);
    }

    private static Group watching(int group) {
        return new Group(1, Group.Type.SELECT, List.of(new Group.Bucket(1, 1, null, group, List.of(), List.of())));
    }

    @Test
    void anAnswerWithoutEndIsBounded() {
        ready();
        int xid = session.request(MultipartRequest.Flows.ALL);
        for (int i = 0; i < 1_000 && !session.isClosed(); i++) {
            says(xid, new MultipartReply.Flows(true, List.of()));
        }
        assertThat(session.takeEvents().toString()).contains("longer than 400 bytes");
    }

    @Test
    void requestsUnderWayAreBounded() {
        ready();
        for (int i = 0; i < 3; i++) {
            session.request(new OfMessage.BarrierRequest());
        }
        assertThat(session.isClosed()).isFalse();
        session.request(new OfMessage.BarrierRequest());
        assertThat(session.isClosed()).isTrue();
        assertThat(session.send(MOD)).isZero();
    }

    @Test
    void outputThatNobodyTakesIsBounded() {
        ready();
        for (int i = 0; i < 100; i++) {
            session.send(MOD);
        }
        assertThat(session.takeEvents().toString()).contains("takes no bytes");
        assertThat(session.outputLength()).isLessThan(5_000);
    }

    @Test
    void bytesThatAreNoMessageEndTheSessionAndAreKept() {
        ready();
        session.receive(Unpooled.wrappedBuffer(Octets.parse("0613000400000001").toArray()), now);
        assertThat(session.takeEvents()).singleElement().isInstanceOfSatisfying(SessionEvent.Closed.class, closed -> {
            assertThat(closed.reason()).contains("malformed message: a message of length 4");
            assertThat(closed.raw()).isEqualTo(Octets.parse("0613000400000001"));
        });
        session.receive(Unpooled.wrappedBuffer(new byte[100]), now);
        assertThat(session.takeEvents()).isEmpty();
    }

    @Test
    void bytesMayComeOneByOne() {
        session.start(now);
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(1, new OfMessage.Hello(6, 1 << 6), bytes);
        OpenFlowCodec.encode(2, FEATURES, bytes);
        while (bytes.isReadable()) {
            session.receive(bytes.readSlice(1), now);
        }
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.Ready(FEATURES));
    }

    @Test
    void aBundleIsCommittedOnceTheSwitchHasTakenAllOfIt() {
        ready();
        sent();
        int id = session.bundle(List.of(MOD, MOD));
        List<Frame> frames = sent();
        assertThat(frames)
                .extracting(Frame::message)
                .containsExactly(
                        new BundleControl(id, BundleControl.Type.OPEN_REQUEST, 3),
                        new BundleAdd(id, 3, MOD),
                        new BundleAdd(id, 3, MOD),
                        new BundleControl(id, BundleControl.Type.CLOSE_REQUEST, 3));
        says(frames.getFirst().xid(), new BundleControl(id, BundleControl.Type.OPEN_REPLY, 0));
        assertThat(sent()).isEmpty();
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.CLOSE_REPLY, 0));
        Frame commit = sent().getFirst();
        assertThat(commit.message()).isEqualTo(new BundleControl(id, BundleControl.Type.COMMIT_REQUEST, 3));
        assertThat(session.takeEvents()).isEmpty();
        says(commit.xid(), new BundleControl(id, BundleControl.Type.COMMIT_REPLY, 0));
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.BundleCommitted(id));
    }

    @Test
    void aBundleWithAMessageThatIsNotTakenIsDiscarded() {
        ready();
        sent();
        int id = session.bundle(List.of(MOD, MOD, MOD));
        List<Frame> frames = sent();
        says(frames.get(2).xid(), REFUSED);
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.CLOSE_REPLY, 0));
        assertThat(session.takeEvents())
                .containsExactly(new SessionEvent.BundleFailed(id, List.of(new Fault(1, REFUSED))));
        Frame discard = sent().getFirst();
        assertThat(discard.message()).isEqualTo(new BundleControl(id, BundleControl.Type.DISCARD_REQUEST, 3));
        says(discard.xid(), new BundleControl(id, BundleControl.Type.DISCARD_REPLY, 0));
        assertThat(session.takeEvents()).isEmpty();
    }

    @Test
    void aCommitThatFailsNamesTheMessageThatTheSwitchNamed() {
        ready();
        sent();
        int id = session.bundle(List.of(MOD, MOD, MOD));
        List<Frame> frames = sent();
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.CLOSE_REPLY, 0));
        int commit = sent().getFirst().xid();
        says(frames.get(3).xid(), REFUSED);
        assertThat(session.takeEvents()).isEmpty();
        says(commit, new OfError(17, 15, 0, Octets.EMPTY));
        assertThat(session.takeEvents())
                .containsExactly(new SessionEvent.BundleFailed(id, List.of(new Fault(2, REFUSED))));
    }

    @Test
    void aBundleOfKnownFormsIsCommittedInOneRoundTrip() {
        ready();
        commits(MOD);
        FlowMod otherCookie = FlowMod.delete(0, 2, -1);
        int id = session.bundle(List.of(otherCookie));
        List<Frame> frames = sent();
        assertThat(frames)
                .extracting(Frame::message)
                .containsExactly(
                        new BundleControl(id, BundleControl.Type.OPEN_REQUEST, 3),
                        new BundleAdd(id, 3, otherCookie),
                        new BundleControl(id, BundleControl.Type.COMMIT_REQUEST, 3));
        says(frames.getFirst().xid(), new BundleControl(id, BundleControl.Type.OPEN_REPLY, 0));
        assertThat(session.takeEvents()).isEmpty();
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.COMMIT_REPLY, 0));
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.BundleCommitted(id));
        assertThat(sent()).isEmpty();
    }

    @Test
    void aMessageOfAKnownFormThatIsNotTakenAfterAllIsTold() {
        ready();
        commits(MOD);
        int id = session.bundle(List.of(MOD, MOD));
        List<Frame> frames = sent();
        says(frames.get(2).xid(), REFUSED);
        assertThat(session.takeEvents()).isEmpty();
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.COMMIT_REPLY, 0));
        assertThat(session.takeEvents())
                .containsExactly(new SessionEvent.BundleFailed(id, List.of(new Fault(1, REFUSED))));
        assertThat(sent()).isEmpty();
    }

    @Test
    void anotherTableFieldOrActionIsAnotherForm() {
        ready();
        Match slice = Match.builder().eq(Field.METADATA, 7).build();
        FlowMod known = add(3, slice, new Action.Resubmit(9));
        commits(known);
        Match masked =
                Match.builder().masked(Field.METADATA, Bits.of(4), Bits.of(4)).build();
        for (FlowMod other : List.of(
                add(4, slice, new Action.Resubmit(9)),
                add(3, masked, new Action.Resubmit(9)),
                add(3, Match.builder().eq(Field.TUN_ID, 7).build(), new Action.Resubmit(9)),
                add(3, slice, new Action.Group(9)),
                add(3, slice, new Action.Resubmit(10)),
                FlowMod.deleteStrict(known.flow()))) {
            assertThat(lastSent(List.of(known, other))).as("%s", other).isEqualTo(BundleControl.Type.CLOSE_REQUEST);
        }
        FlowMod otherValue = add(3, Match.builder().eq(Field.METADATA, 8).build(), new Action.Resubmit(9));
        assertThat(lastSent(List.of(otherValue))).isEqualTo(BundleControl.Type.COMMIT_REQUEST);
    }

    /** What ends the bundle's first step; the switch then takes and commits it. */
    private BundleControl.Type lastSent(List<? extends OfMessage> messages) {
        int id = session.bundle(messages);
        Frame last = sent().getLast();
        BundleControl.Type type = ((BundleControl) last.message()).type();
        if (type == BundleControl.Type.CLOSE_REQUEST) {
            says(last.xid(), new BundleControl(id, BundleControl.Type.CLOSE_REPLY, 0));
            last = sent().getLast();
        }
        says(last.xid(), new BundleControl(id, BundleControl.Type.COMMIT_REPLY, 0));
        assertThat(session.takeEvents()).containsExactly(new SessionEvent.BundleCommitted(id));
        return type;
    }

    @Test
    void whatASwitchRefusedIsNoKnownForm() {
        ready();
        sent();
        int id = session.bundle(List.of(MOD));
        List<Frame> frames = sent();
        says(frames.get(1).xid(), REFUSED);
        says(frames.getLast().xid(), new BundleControl(id, BundleControl.Type.CLOSE_REPLY, 0));
        session.takeEvents();
        sent();
        int again = session.bundle(List.of(MOD));
        assertThat(sent().getLast().message()).isEqualTo(new BundleControl(again, BundleControl.Type.CLOSE_REQUEST, 3));
    }

    private static FlowMod add(int table, Match match, Action action) {
        return FlowMod.add(new Flow(table, 5, match, 1, List.of(new Instruction.Apply(List.of(action)))));
    }

    /** The switch takes and commits a bundle of this message, the first of its form. */
    private void commits(FlowMod message) {
        sent();
        assertThat(lastSent(List.of(message))).isEqualTo(BundleControl.Type.CLOSE_REQUEST);
    }
}
