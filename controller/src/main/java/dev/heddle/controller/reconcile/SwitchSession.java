package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Action;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one switch equal to its newest program. Sans-I/O: {@code step(input, now)} gives what to do; one owner.
 *
 * <p>While it is known which {@link NumberedProgram} the switch holds, a newer one costs what differs between the two. When it
 * is not known (after a connect, an edit by others, a refusal) the switch is read and compared whole. One request is under
 * way at a time; programs that arrive meanwhile are skipped but for the newest.
 *
 * <p>Times are nanoseconds of a monotonic clock.
 */
final class SwitchSession {
    private static final long READ_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_READ_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(5);
    private static final long DROPS_PERIOD = TimeUnit.SECONDS.toNanos(4);
    private static final long WAKE_PERIOD = TimeUnit.MINUTES.toNanos(5);

    /** How often a switch is read although nobody is known to have changed it. */
    private static final long AUDIT_PERIOD = TimeUnit.MINUTES.toNanos(1);

    /** How long a switch has to learn the way to a new peer, before anybody is told that it may be sent to. */
    private static final long ARRIVAL = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int INNOCENT_RETRIES = 2;
    private static final int QUICK_RETRIES = 16;
    private static final int NAMED_FOREIGN_FLOWS = 20;

    /** The one request under way. */
    private sealed interface Busy {
        /** @param audit whether nothing is known to be wrong */
        record Reading(int token, boolean audit) implements Busy {}

        /**
         * @param sent what leads to the target
         * @param adopted whether this takes away what the bridge held before it was ours
         * @param wakes whether packets go ahead to new peers
         */
        record Applying(int token, NumberedProgram target, Difference sent, boolean adopted, boolean wakes)
                implements Busy {}
    }

    private final SharedDifferences shared;
    private final Screening screening;
    private boolean connected;
    private boolean adopt;
    private @Nullable Program wanted;

    private final AgreedPorts ports = new AgreedPorts();
    private Refusals refused = Refusals.NONE;

    /** What the switch holds; null while that is not known. */
    private @Nullable NumberedProgram installed;

    private @Nullable Busy busy;
    private int lastToken;

    /** Whether others changed the switch since it was last read. */
    private boolean edited;

    private long readAgainAt = Long.MIN_VALUE;
    private long readPause = READ_PAUSE;
    private int rejectedInARow;
    private @Nullable String refusedWhole;
    private long realised;
    private List<Flow> foreign = List.of();
    private final DropCounts drops = new DropCounts();
    private long dropsAt;
    private long wakeAt;
    private long auditAt;
    private boolean auditWanted;

    /** New peers are being found until then. */
    private long arrivedAt = Long.MIN_VALUE;

    SwitchSession(SharedDifferences shared, Guard guard) {
        this.shared = shared;
        this.screening = new Screening(guard);
    }

    /** Takes one input and returns what to do, in order. */
    List<SwitchOutput> step(SwitchInput input, long now) {
        List<SwitchOutput> out = new ArrayList<>();
        switch (input) {
            case SwitchInput.Connected c -> connected(c.described(), now);
            case SwitchInput.Described d -> numbered(ports.described(d.described(), now));
            case SwitchInput.Disconnected d -> disconnected();
            case SwitchInput.Wanted w -> wanted(w.program());
            case SwitchInput.Hold h -> wanted = null;
            case SwitchInput.Ports p -> numbered(ports.told(p.ports(), now));
            case SwitchInput.Adopt a -> {
                adopt = true;
                edited = true;
            }
            case SwitchInput.Edited e -> edited = true;
            case SwitchInput.Audit a -> auditWanted = true;
            case SwitchInput.Read r -> read(r, now, out);
            case SwitchInput.Applied a -> applied(a, now, out);
            case SwitchInput.Rejected r -> rejected(r, now);
            case SwitchInput.DropSum s -> {
                if (!drops.stand(s.sum())) {
                    out.add(new SwitchOutput.ReadDrops());
                }
            }
            case SwitchInput.Drops d -> drops.read(d.reading(), ports.agreed());
            case SwitchInput.Tick t -> {}
        }
        advance(now, out);
        screening.at(now);
        return out;
    }

    /** When the session next wants a {@link SwitchInput.Tick}; empty if only on input. */
    OptionalLong wakeAt() {
        if (!connected || wanted == null) {
            return OptionalLong.empty();
        }
        long at = installed == null ? dropsAt : Math.min(dropsAt, Math.min(wakeAt, auditAt));
        if (busy == null && installed != null && realised != installed.program().revision()) {
            at = Math.min(at, tellAt(installed));
        }
        return OptionalLong.of(busy == null && mustRead() ? Math.min(at, readAgainAt) : at);
    }

    private void connected(Map<Integer, String> names, long now) {
        disconnected();
        connected = true;
        numbered(ports.described(names, now));
        refused = Refusals.NONE;
        readAgainAt = now;
        readPause = READ_PAUSE;
        dropsAt = now + DROPS_PERIOD;
        wakeAt = now;
        auditAt = now + AUDIT_PERIOD;
        auditWanted = false;
    }

    private void numbered(boolean changed) {
        if (changed) {
            refused = refused.withoutUnsafe();
            drops.doubt();
        }
        screening.ports(ports.agreed(), ports.described());
    }

    private void disconnected() {
        connected = false;
        busy = null;
        installed = null;
        edited = false;
        rejectedInARow = 0;
        refusedWhole = null;
        realised = 0;
        arrivedAt = Long.MIN_VALUE;
        foreign = List.of();
        screening.lost();
    }

    private void wanted(Program program) {
        wanted = program;
        refused = refused.stillIn(program);
    }

    /** After each connect, edit by others and refusal: what the drop table counts may have begun anew. */
    private void read(SwitchInput.Read read, long now, List<SwitchOutput> out) {
        if (!(busy instanceof Busy.Reading reading) || reading.token() != read.token()) {
            return;
        }
        busy = null;
        drops.doubt();
        if (wanted == null) {
            edited = true;
            return;
        }
        screening.read(read.held());
        NumberedProgram target = safe(wanted, null);
        if (target == null) {
            installed = null;
            return;
        }
        Difference difference = read.held().to(target, adopt);
        foreign = adopt ? List.of() : read.held().foreign(target);
        if (difference.isEmpty()) {
            adopt = false;
            holds(target, null, now, out);
        } else {
            apply(target, difference, out);
        }
    }

    private void applied(SwitchInput.Applied applied, long now, List<SwitchOutput> out) {
        if (busy instanceof Busy.Applying applying && applying.token() == applied.token()) {
            busy = null;
            adopt &= !applying.adopted();
            if (applying.sent().touches(Pipeline.DROP.id())) {
                drops.doubt();
            }
            rejectedInARow = 0;
            refusedWhole = null;
            if (applying.wakes()) {
                arrivedAt = now + ARRIVAL;
            }
            holds(applying.target(), applying.sent(), now, out);
        }
    }

    /** @param sent what led there; null if nothing was sent */
    private void holds(NumberedProgram target, @Nullable Difference sent, long now, List<SwitchOutput> out) {
        installed = target;
        screening.holds(target, sent);
        long revision = target.program().revision();
        if (realised != revision && now >= tellAt(target)) {
            realised = revision;
            out.add(new SwitchOutput.Realised(revision));
        }
    }

    /** Not before then it is told that the switch holds this. */
    private long tellAt(NumberedProgram target) {
        return Math.max(arrivedAt, ports.openUntil(target.unnumbered()));
    }

    /**
     * After a refusal the switch is read again. Where others changed the switch meanwhile, their change may be the reason
     * (a group gone that a flow of ours names), so that no object is blamed at first.
     */
    private void rejected(SwitchInput.Rejected rejected, long now) {
        if (!(busy instanceof Busy.Applying applying) || applying.token() != rejected.token()) {
            return;
        }
        busy = null;
        installed = null;
        rejectedInARow++;
        int before = refused.byObject().size();
        boolean innocent = edited && rejectedInARow <= INNOCENT_RETRIES;
        if (!innocent) {
            rejected.rejections().forEach(r -> refuse(r, applying.target().program()));
        }
        boolean learned = refused.byObject().size() > before;
        readAgainAt = innocent || (learned && rejectedInARow <= QUICK_RETRIES) ? now : now + RETRY_PAUSE;
        refusedWhole = learned || rejected.rejections().isEmpty()
                ? null
                : rejected.rejections().getFirst().words();
    }

    private void refuse(SwitchInput.Rejection rejection, Program program) {
        Flow flow = rejection.flow();
        if (flow != null) {
            refused = refused.with(Cookie.id(flow.cookie()), rejection.words(), program);
        } else if (rejection.group() != null) {
            int group = rejection.group().id();
            program.fragments().stream()
                    .flatMap(f -> f.flows().stream())
                    .filter(f -> f.actions().contains(new Action.Group(group)))
                    .forEach(f -> refused = refused.with(Cookie.id(f.cookie()), rejection.words(), program));
        }
    }

    private boolean mustRead() {
        return installed == null || edited;
    }

    private void advance(long now, List<SwitchOutput> out) {
        if (!connected || wanted == null) {
            return;
        }
        if (busy == null) {
            if (mustRead() ? now >= readAgainAt : auditWanted || now >= auditAt) {
                startReading(now, out);
            } else if (installed != null) {
                follow(wanted, installed, now, out);
            }
        }
        if (now >= dropsAt) {
            dropsAt = now + DROPS_PERIOD;
            out.add(drops.doubted() ? new SwitchOutput.ReadDrops() : new SwitchOutput.SumDrops());
        }
        if (now >= wakeAt && installed != null) {
            wakeAt = now + WAKE_PERIOD;
            List<List<Action>> peers = Wakes.in(installed.flows().stream());
            if (!peers.isEmpty()) {
                out.add(new SwitchOutput.Wake(peers));
            }
        }
    }

    /** At once after quiet times; then ever more rarely while others keep on changing the switch. */
    private void startReading(long now, List<SwitchOutput> out) {
        boolean audit = !mustRead();
        if (!audit) {
            readPause = now - readAgainAt > QUIET ? READ_PAUSE : Math.min(2 * readPause, LONGEST_READ_PAUSE);
            readAgainAt = now + readPause;
        }
        auditAt = now + AUDIT_PERIOD - (audit ? 0 : spread());
        auditWanted = false;
        busy = new Busy.Reading(++lastToken, audit);
        edited = false;
        out.add(new SwitchOutput.Read(lastToken));
    }

    /** So that the hosts that connect at one time are not read at one time for ever. */
    private long spread() {
        return wanted == null ? 0 : Math.floorMod(wanted.host().hashCode() * 0x9e3779b97f4a7c15L, AUDIT_PERIOD / 2);
    }

    private void follow(Program program, NumberedProgram from, long now, List<SwitchOutput> out) {
        if (realised == program.revision() && from.isOf(program, ports.agreed(), refused) && screening.passed(from)) {
            return;
        }
        NumberedProgram target = safe(program, from);
        if (target == null) {
            return;
        }
        Difference difference = from.to(target, shared);
        if (!difference.isEmpty()) {
            apply(target, difference, out);
        } else {
            holds(target, null, now, out);
        }
    }

    private @Nullable NumberedProgram safe(Program program, @Nullable NumberedProgram before) {
        Screening.Outcome outcome = screening.pass(program, ports.agreed(), refused, before);
        refused = outcome.refused();
        return outcome.target();
    }

    private void apply(NumberedProgram target, Difference difference, List<SwitchOutput> out) {
        List<List<Action>> wake = Wakes.in(Stream.concat(difference.add().stream(), difference.change().stream()));
        busy = new Busy.Applying(++lastToken, target, difference, adopt, !wake.isEmpty());
        out.add(new SwitchOutput.Apply(lastToken, difference, wake));
    }

    /** Whether the switch is known to be equal to the newest program. */
    boolean clean() {
        return connected
                && wanted != null
                && installed != null
                && !edited
                && (busy == null || (busy instanceof Busy.Reading reading && reading.audit()))
                && realised == wanted.revision();
    }

    boolean isConnected() {
        return connected;
    }

    long realised() {
        return realised;
    }

    @Nullable
    NumberedProgram installed() {
        return installed;
    }

    @Nullable
    Program wanted() {
        return wanted;
    }

    /** Port numbers as the database tells them. */
    PortMap told() {
        return ports.told();
    }

    /** Port numbers in use. */
    PortMap ports() {
        return ports.agreed();
    }

    SortedMap<Long, String> objectErrors() {
        SortedMap<Long, String> out = new TreeMap<>();
        refused.byObject().forEach((id, refusal) -> out.put(id, refusal.words()));
        return out;
    }

    /** Packets dropped since the controller started, by iface-id (empty for tunnel ingress), then by reason. */
    Map<String, Map<String, Long>> drops() {
        return drops.byPort();
    }

    /** Whether what the switch holds keeps slices apart. */
    Isolation isolation(long now) {
        return screening.isolation(now);
    }

    /** Facts that an operator should see. */
    List<String> problems() {
        List<String> out = new ArrayList<>();
        foreign.stream()
                .limit(NAMED_FOREIGN_FLOWS)
                .forEach(f -> out.add("ForeignFlow: not ours, left as it is: " + FlowText.flow(f)));
        if (foreign.size() > NAMED_FOREIGN_FLOWS) {
            out.add("ForeignFlow: and " + (foreign.size() - NAMED_FOREIGN_FLOWS) + " more");
        }
        screening.barred().ifPresent(why -> out.add("Unsafe: nothing is sent to the switch: " + why));
        if (refusedWhole != null) {
            out.add("Refused: the switch refuses the whole change: " + refusedWhole);
        }
        return out;
    }
}
