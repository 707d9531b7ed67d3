package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass of one packet, from an entrance to the end of its actions: the state that actions change, and the steps told so
 * far. Keeps the order and the limits of Open vSwitch's translation.
 */
final class Run {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_RESUBMITS = MAX_DEPTH * MAX_DEPTH;

    /** How often a packet may go through the connection tracker: the userspace datapath drops it then. */
    private static final int MAX_PASSES = 6;

    private static final String TOO_LONG = "the walk is too long";
    private static final int CURRENT_TABLE = 0xff;
    private static final int BY_ACTION = 1;
    private static final int BY_TTL = 2;
    private static final int ALL_BYTES = 0xffff;

    private final World world;
    private final int passes;

    Packet packet;
    final List<Packet.Part> stack = new ArrayList<>();
    final List<Action> actionSet = new ArrayList<>();
    private boolean actionSetHasGroup;
    private int table;
    int depth;
    private int resubmits;

    /** Whether the rest of the pass is left out. */
    boolean exit;

    /**
     * Whether an exit was met since the packet last went through the connection tracker: Open vSwitch 3.1 then keeps the actions
     * from the exit on, and gives those instead of the table to the next packet that comes back.
     */
    boolean exitIsKept;

    /** Whether what comes next in this branch is not known. */
    boolean lost;

    @Nullable
    String failure;

    /** Whether the failure ends one bucket only. */
    private boolean failureIsLocal;

    private List<Step> steps = new ArrayList<>();

    Run(World world, int passes, Packet packet) {
        this.world = world;
        this.passes = passes;
        this.packet = packet.copy();
        clearActionSet();
    }

    World world() {
        return world;
    }

    Step.Pass fromTable(int id) {
        table = id;
        ask(id, packet.inPort(), false);
        return end();
    }

    Step.Pass fromActions(List<Action> actions) {
        actions(actions, List.of());
        return end();
    }

    private Step.Pass fromExit() {
        tell(new Step.Dropped("an exit before the connection tracker ends what comes after it as well"));
        return new Step.Pass(steps, packet, null);
    }

    private Step.Pass end() {
        executeActionSet();
        return new Step.Pass(steps, packet, failure);
    }

    private boolean stopped() {
        return exit || lost || failure != null;
    }

    void tell(Step step) {
        steps.add(step);
        if (world.count() && !lost) {
            steps.add(new Step.Unknown(TOO_LONG));
            lost = true;
        }
    }

    void unknown(String why) {
        tell(new Step.Unknown(why));
        lost = true;
    }

    private void fail(String why, boolean local) {
        tell(new Step.Dropped(why));
        failure = why;
        failureIsLocal = local;
    }

    /** Runs what tells steps, and returns those. */
    List<Step> within(Runnable what) {
        List<Step> outer = steps;
        List<Step> inner = new ArrayList<>();
        steps = inner;
        what.run();
        steps = outer;
        return inner;
    }

    private void ask(int id, int port, boolean withTuple) {
        int own = packet.inPort();
        packet.inPort(port);
        if (withTuple) {
            Fields.exchangeTuple(packet);
        }
        Tables.Found found = world.tables().find(id, packet);
        if (withTuple) {
            Fields.exchangeTuple(packet);
        }
        packet.inPort(own);
        switch (found) {
            case Tables.Hit(Flow flow) -> tell(new Step.Asked(id, flow, within(() -> flow(flow))));
            case Tables.Miss _ -> tell(new Step.Asked(id, null, List.of()));
            case Tables.Unsure(String why) -> unknown("table " + id + ": " + why);
        }
    }

    private void askAgain(int id, int port, boolean withTuple) {
        if (!mayGoOn()) {
            return;
        }
        int old = table;
        boolean deeper = id <= old;
        resubmits++;
        table = id;
        depth += deeper ? 1 : 0;
        ask(id, port, withTuple);
        depth -= deeper ? 1 : 0;
        table = old;
    }

    boolean mayGoOn() {
        if (depth >= MAX_DEPTH) {
            fail("over " + MAX_DEPTH + " levels of resubmit", false);
        } else if (resubmits >= MAX_RESUBMITS) {
            fail("over " + MAX_RESUBMITS + " resubmits", false);
        }
        return failure == null;
    }

    private void flow(Flow flow) {
        List<Instruction> instructions = Instructions.inOrder(flow.instructions());
        if (instructions.isEmpty()) {
            tell(new Step.Dropped("the flow says drop"));
        }
        instructions(instructions);
    }

    private void instructions(List<Instruction> instructions) {
        for (int i = 0; i < instructions.size() && !stopped(); i++) {
            Instruction instruction = instructions.get(i);
            switch (instruction) {
                case Instruction.Apply(List<Action> actions) -> {
                    if (!actions(actions, instructions.subList(i + 1, instructions.size()))) {
                        return;
                    }
                }
                case Instruction.ClearActions _ -> {
                    tell(new Step.Instructed(instruction));
                    clearActionSet();
                }
                case Instruction.WriteActions(List<Action> actions) -> {
                    tell(new Step.Instructed(instruction));
                    writeActions(actions);
                }
                case Instruction.WriteMetadata(long value, long mask) -> {
                    tell(new Step.Instructed(instruction));
                    packet.set(Field.METADATA, Bits.of(value), Bits.of(mask));
                }
                case Instruction.Goto(int next) -> askAgain(next, packet.inPort(), false);
                case Instruction.Raw _ -> unknown("an instruction that is not known");
            }
        }
    }

    /**
     * Executes a list of actions.
     *
     * @param later the instructions after it in the same flow
     * @return whether those are to be executed
     */
    boolean actions(List<Action> actions, List<Instruction> later) {
        for (int i = 0; i < actions.size() && !stopped(); i++) {
            if (actions.get(i) instanceof Action.CheckPacketLarger check) {
                List<Action> rest = actions.subList(i + 1, actions.size());
                Forks.longer(this, check, () -> {
                    if (actions(rest, later)) {
                        instructions(later);
                    }
                });
                return false;
            }
            if (!action(actions.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** False where the rest of the flow is left out. */
    private boolean action(Action action) {
        switch (action) {
            case Action.Output a -> output(Packet.value(a.port()), a.maxLength());
            case Action.OutputField a -> outputField(a);
            case Action.OutputTruncated a -> outputTruncated(Packet.value(a.port()), (int) a.maxLength());
            case Action.Controller a -> {
                tell(new Step.ToController(a.maxLength(), a.reason(), a.controllerId(), packet.copy()));
                if (a.pause()) {
                    unknown("the packet waits until a controller resumes it");
                }
            }
            case Action.Group a -> {
                return Forks.group(this, a.id());
            }
            case Action.Push a -> {
                tell(new Step.Did(a));
                stack.add(packet.read(a.source()));
            }
            case Action.Pop a -> pop(a);
            case Action.PushMpls a -> {
                if (Labels.pushLabel(packet, a.ethertype())) {
                    tell(new Step.Did(a));
                } else {
                    fail("more MPLS labels than a switch keeps", true);
                }
            }
            case Action.PopMpls a -> {
                tell(new Step.Did(a));
                if (!Labels.popLabel(packet, a.ethertype())) {
                    unknown("the packet has more MPLS labels than a switch keeps");
                }
            }
            case Action.DecTtl a -> {
                List<Integer> controllers = a.controllerIds().isEmpty() ? List.of(0) : a.controllerIds();
                return !packet.isIp() || decrement(a, Field.IP_TTL, controllers);
            }
            case Action.DecMplsTtl a -> {
                return Labels.isMpls(packet) && decrement(a, Field.MPLS_TTL, List.of(0));
            }
            case Action.DecNshTtl a -> {
                return packet.has(Field.NSH_TTL) && decrement(a, Field.NSH_TTL, List.of(0));
            }
            case Action.Resubmit a -> resubmit(a);
            case Action.Learn a -> {
                tell(new Step.Learned(a));
                if (a.resultTarget() != null) {
                    forget(a.resultTarget());
                }
            }
            case Action.Multipath a -> {
                tell(new Step.Did(a));
                forget(a.target());
            }
            case Action.Bundle a -> bundle(a);
            case Action.Ct a -> track(a);
            case Action.Clone a -> Forks.clone(this, a.actions());
            case Action.Exit a -> {
                tell(new Step.Did(a));
                exit = true;
                exitIsKept = true;
            }
            case Action.Encap _ -> unknown("encap is not modelled");
            case Action.Decap _ -> unknown("decap is not modelled");
            case Action.Raw _ -> unknown("an action that is not known");
            default -> {
                tell(new Step.Did(action));
                String why = Fields.apply(action, packet);
                if (why != null) {
                    unknown(why);
                }
            }
        }
        return true;
    }

    private void forget(Subfield target) {
        packet.write(target, new Packet.Part(Bits.ZERO, Bits.ones(target.width())));
    }

    private void pop(Action.Pop action) {
        if (stack.isEmpty()) {
            tell(new Step.Dropped("nothing is popped: the stack is empty"));
        } else {
            tell(new Step.Did(action));
            packet.write(action.target(), stack.removeLast());
        }
    }

    private void output(int port, int controllerLength) {
        switch (port) {
            case Reserved.CONTROLLER -> tell(new Step.ToController(controllerLength, BY_ACTION, 0, packet.copy()));
            case Reserved.TABLE -> askAgain(0, packet.inPort(), false);
            case Reserved.ANY -> tell(new Step.Dropped("output to no port"));
            case Reserved.IN_PORT -> send(packet.inPort(), 0);
            default -> outputElsewhere(port, 0);
        }
    }

    private void outputElsewhere(int port, int maxLength) {
        if (port == packet.inPort()) {
            tell(new Step.Dropped("the packet came in by the port of the output"));
        } else {
            send(port, maxLength);
        }
    }

    private void outputField(Action.OutputField action) {
        Packet.Part port = packet.read(action.source());
        if (!port.unknown().isZero()) {
            unknown("the port of the output is in " + action.source().field().text() + ", which is not known");
        } else if (!port.value().fits(Short.SIZE)) {
            tell(new Step.Dropped(
                    "there is no port " + Long.toUnsignedString(port.value().lo())));
        } else {
            output(Reserved.ofShort((int) port.value().lo()), action.maxLength());
        }
    }

    private void outputTruncated(int port, int maxLength) {
        switch (port) {
            case Reserved.TABLE, Reserved.NORMAL, Reserved.FLOOD, Reserved.ALL, Reserved.CONTROLLER, Reserved.ANY ->
                tell(new Step.Dropped("nothing is shortened for that port"));
            case Reserved.IN_PORT -> send(packet.inPort(), maxLength);
            default -> outputElsewhere(port, maxLength);
        }
    }

    private void send(int port, int maxLength) {
        if (world.ports().state(port) == Ports.State.ABSENT) {
            tell(new Step.Dropped("there is no port " + Integer.toUnsignedString(port)));
        } else {
            tell(new Step.Output(port, maxLength, packet.copy()));
        }
    }

    private void bundle(Action.Bundle bundle) {
        if (bundle.target() != null) {
            tell(new Step.Did(bundle));
            forget(bundle.target());
            return;
        }
        List<Step.Branch> branches = new ArrayList<>();
        for (PortRef member : bundle.members()) {
            int port = Packet.value(member);
            branches.add(
                    new Step.Branch("port " + Integer.toUnsignedString(port), within(() -> outputElsewhere(port, 0))));
        }
        branches.add(new Step.Branch("no port", List.of()));
        tell(new Step.OneOf("a hash, and which ports are up", branches));
    }

    private boolean decrement(Action action, Field field, List<Integer> controllers) {
        if (!packet.unknown(field).isZero()) {
            unknown(field.text() + " is not known");
            return false;
        }
        long ttl = packet.number(field);
        if (ttl > 1) {
            tell(new Step.Did(action));
            packet.set(field, ttl - 1);
            return true;
        }
        controllers.forEach(id -> tell(new Step.ToController(ALL_BYTES, BY_TTL, id, packet.copy())));
        return false;
    }

    private void resubmit(Action.Resubmit action) {
        if (action.withTracking() && (packet.number(Field.CT_NW_PROTO) == 0 || !packet.isIp())) {
            if (packet.unknown(Field.CT_NW_PROTO).isZero()) {
                tell(new Step.Dropped("resubmit with ct of a packet that is not tracked"));
            } else {
                unknown("the original tuple of the connection is not known");
            }
            return;
        }
        int port = Packet.value(action.port());
        askAgain(
                action.table() == CURRENT_TABLE ? table : action.table(),
                port == Reserved.IN_PORT ? packet.inPort() : port,
                action.withTracking());
    }

    private void track(Action.Ct action) {
        int zone = action.zone();
        if (action.zoneField() != null) {
            Packet.Part part = packet.read(action.zoneField());
            if (!part.unknown().isZero()) {
                unknown("the zone is in " + action.zoneField().field().text() + ", which is not known");
                return;
            }
            zone = (int) part.value().lo();
        }
        for (Action nested : action.actions()) {
            Fields.apply(nested, packet);
        }
        List<Step.Outcome> outcomes =
                action.recirculateTable() == Action.Ct.NO_RECIRCULATION ? List.of() : comeBack(action, zone);
        tell(new Step.Tracked(action, zone, outcomes));
        Fields.untrack(packet);
    }

    private List<Step.Outcome> comeBack(Action.Ct action, int zone) {
        if (passes >= MAX_PASSES) {
            unknown("more than " + MAX_PASSES + " ways through the connection tracker");
            return List.of();
        }
        if (world.isFull()) {
            unknown(TOO_LONG);
            return List.of();
        }
        List<Step.Outcome> out = new ArrayList<>();
        for (Packet back : world.tracker().outcomes(action, packet.copy().set(Field.CT_ZONE, zone))) {
            Run run = new Run(world, passes + 1, back);
            run.packet.recirculated();
            run.stack.addAll(stack);
            run.writeActions(actionSet);
            Step.Pass pass = exitIsKept ? run.fromExit() : run.fromTable(action.recirculateTable());
            out.add(new Step.Outcome(back, pass));
        }
        exitIsKept = false;
        return out;
    }

    private void clearActionSet() {
        actionSet.clear();
        actionSetHasGroup = false;
        packet.set(Field.ACTSET_OUTPUT, Integer.toUnsignedLong(Reserved.UNSET));
    }

    private void writeActions(List<Action> actions) {
        for (Action action : actions) {
            if (actionSetHasGroup) {
                break;
            }
            if (action instanceof Action.Output output) {
                packet.set(Field.ACTSET_OUTPUT, Integer.toUnsignedLong(Packet.value(output.port())));
            } else if (action instanceof Action.Group) {
                packet.set(Field.ACTSET_OUTPUT, Integer.toUnsignedLong(Reserved.UNSET));
                actionSetHasGroup = true;
            }
        }
        actionSet.addAll(actions);
    }

    void executeActionSet() {
        List<Action> ordered = ActionSets.inOrder(actionSet);
        actionSet.clear();
        if (!ordered.isEmpty() && !stopped()) {
            tell(new Step.ActionSet(within(() -> actions(ordered, List.of()))));
        }
    }

    /** After one bucket: what went wrong only there is over. */
    void leaveBucket() {
        exit = false;
        lost = false;
        if (failureIsLocal) {
            failure = null;
            failureIsLocal = false;
        }
    }
}
