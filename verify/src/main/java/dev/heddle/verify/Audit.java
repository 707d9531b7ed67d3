package dev.heddle.verify;

import dev.heddle.verify.Witness.Culprit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong outside the flow tables: mirrors, in-band control, patch ports, the fail mode, and a contract that contradicts
 * itself.
 */
public record Audit(List<Witness> witnesses, List<Doubt> doubts) {
    /** {@code tcp:192.0.2.1:6653}; in-band control serves IPv4 only. */
    private static final Pattern REMOTE = Pattern.compile("(?:tcp|ssl):([0-9.]+):([0-9]+)");

    public Audit {
        witnesses = List.copyOf(witnesses);
        doubts = List.copyOf(doubts);
    }

    public static Audit of(Contract contract, BridgeFacts facts) {
        List<Witness> witnesses = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>(contract.contradictions());
        facts.mirrors().forEach(m -> mirror(contract, m, witnesses, doubts));
        if (facts.inBand()) {
            inBand(contract, facts)
                    .ifPresentOrElse(
                            witnesses::add,
                            () -> doubts.add(Doubt.of("in-band control is not disabled: it adds hidden flows")));
        }
        for (BridgeFacts.Patch patch : facts.patches()) {
            if (contract.named(patch.port()).map(Contract.Port::slice).isEmpty()) {
                doubts.add(Doubt.of("patch port " + patch.port() + " joins the bridge to "
                        + (patch.bridge() == null ? "port " + patch.peer() : "bridge " + patch.bridge())));
            }
        }
        if (!facts.secure()) {
            doubts.add(
                    Doubt.of("the fail mode is not secure: without a controller the bridge sends as a plain switch"));
        }
        return new Audit(witnesses, doubts);
    }

    private static void mirror(
            Contract contract, BridgeFacts.Mirror mirror, List<Witness> witnesses, List<Doubt> doubts) {
        if (mirror.output() == null) {
            mirror.vlan()
                    .ifPresent(
                            vlan -> doubts.add(Doubt.of("mirror " + mirror.name() + " floods copies to VLAN " + vlan)));
            return;
        }
        String target = mirror.output();
        String to = contract.named(target).map(Contract.Port::slice).orElse(null);
        Set<String> sources = new TreeSet<>(mirror.entering());
        sources.addAll(mirror.leaving());
        if (mirror.all()) {
            contract.ports().values().forEach(p -> sources.add(p.name()));
            if (contract.tunnelPort().isPresent()) {
                doubts.add(Doubt.of(
                        "mirror " + mirror.name() + " copies what comes through the tunnel to port " + target));
            }
        }
        for (String source : sources) {
            Contract.Port port = contract.named(source).orElse(null);
            if (port == null) {
                doubts.add(Doubt.of("mirror %s copies what passes port %s, which is of no slice, to port %s"
                        .formatted(mirror.name(), source, target)));
            } else if (!allows(contract, port.slice(), to)) {
                boolean enters = mirror.all() || mirror.entering().contains(source);
                witnesses.add(new Witness(
                        enters ? "in_port=" + Integer.toUnsignedString(port.number()) : "",
                        Places.port(port),
                        Places.port(target, to),
                        List.of(),
                        new Culprit.OfMirror(mirror.name())));
                return;
            }
        }
    }

    private static boolean allows(Contract contract, @Nullable String from, @Nullable String to) {
        return from == null ? to == null : to != null && contract.allows(from, to);
    }

    /** A packet to a remote is sent as a plain switch would, by whoever it comes from. */
    private static Optional<Witness> inBand(Contract contract, BridgeFacts facts) {
        Optional<Contract.Port> from = contract.ports().values().stream()
                .filter(p -> p.slice() != null)
                .findFirst();
        for (String remote : facts.remotes()) {
            Matcher matcher = REMOTE.matcher(remote);
            if (from.isPresent() && matcher.matches()) {
                String packet = "in_port=%s,tcp,nw_dst=%s,tcp_dst=%s"
                        .formatted(Integer.toUnsignedString(from.get().number()), matcher.group(1), matcher.group(2));
                return Optional.of(
                        new Witness(packet, Places.port(from.get()), "every port", List.of(), new Culprit.InBand()));
            }
        }
        return Optional.empty();
    }
}
