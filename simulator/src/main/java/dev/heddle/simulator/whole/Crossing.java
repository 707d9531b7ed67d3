package dev.heddle.simulator.whole;

import dev.heddle.flow.Field;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.model.state.PortState;
import dev.heddle.simulator.whole.Broken.Invariant;
import dev.heddle.verify.BridgeFacts;
import dev.heddle.verify.Contract;
import dev.heddle.verify.IsolationProof;
import dev.heddle.verify.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether packets cross from one slice to another on a switch as it is: by the proof, and by packets sent through its tables
 * one by one.
 */
final class Crossing {
    private final Map<String, IsolationProof> proofs = new HashMap<>();

    /** @param ports whose addresses packets are tried with */
    void check(SwitchView view, Contract contract, List<PortState> ports) {
        packets(view, contract, ports);
        prove(view, contract);
    }

    private void prove(SwitchView view, Contract contract) {
        IsolationProof proof =
                proofs.computeIfAbsent(view.host(), h -> new IsolationProof(contract, BridgeFacts.QUIET));
        proof.contract(contract);
        proof.replaceAll(view.flows(), view.groups());
        switch (proof.verdict()) {
            case Verdict.Proved _ -> {}
            case Verdict.Violated(var witnesses, var _) ->
                throw crossing(
                        view, "the proof's witness: " + witnesses.getFirst().words());
            case Verdict.NotProven(var doubts) -> throw crossing(view, "not proven: " + doubts);
        }
    }

    private static void packets(SwitchView view, Contract contract, List<PortState> ports) {
        for (PortState from : ports) {
            Integer number = view.numberOf(from);
            if (number != null) {
                String slice =
                        Objects.requireNonNull(contract.ports().get(number)).slice();
                ports.forEach(to -> follow(view, contract, Frames.unicast(number, from, to), slice));
                follow(view, contract, Frames.broadcast(number, from), slice);
            }
        }
        if (view.tunnel().isPresent()) {
            contract.vnis().forEach((slice, vni) -> arriving(view, contract, ports, slice, vni));
        }
    }

    private static void arriving(SwitchView view, Contract contract, List<PortState> ports, String slice, int vni) {
        for (PortState to : ports) {
            for (long peer : view.peers()) {
                Packet packet = Frames.unicast(view.tunnel().getAsInt(), to, to)
                        .set(Field.TUN_ID, vni)
                        .set(Field.TUN_SRC, peer);
                follow(view, contract, packet, slice);
            }
        }
    }

    private static void follow(SwitchView view, Contract contract, Packet packet, @Nullable String from) {
        for (Step.Output out : Walk.of(view.tables(), packet).outputs()) {
            boolean tunnel = view.isTunnel(out.port());
            Contract.Port port = contract.ports().get(out.port());
            if (tunnel || port != null) {
                String to =
                        tunnel || port == null ? sliceOf(contract, out.packet().number(Field.TUN_ID)) : port.slice();
                if (from == null || to == null || !contract.allows(from, to)) {
                    throw crossing(
                            view, "a packet of %s leaves by port %d to %s: %s".formatted(from, out.port(), to, packet));
                }
            }
        }
    }

    private static @Nullable String sliceOf(Contract contract, long vni) {
        return contract.vnis().entrySet().stream()
                .filter(e -> e.getValue() == vni)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Broken crossing(SwitchView view, String words) {
        return new Broken(Invariant.ISOLATION, view.host() + ": " + words);
    }
}
