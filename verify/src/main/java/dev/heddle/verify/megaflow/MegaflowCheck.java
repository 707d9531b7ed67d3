package dev.heddle.verify.megaflow;

import dev.heddle.verify.Contract;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.Places;
import dev.heddle.verify.label.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the packets of a datapath's megaflows stay in their slices. Pure. */
public final class MegaflowCheck {
    private final Labels labels;
    private final Contract contract;
    private final Map<String, Integer> ports;
    private final Set<String> others;

    /**
     * @param ports the OpenFlow number of each datapath port of the bridge, by the number or name by which the dump calls it
     * @param others datapath ports of the underlay, between which and the tunnel packets may go
     */
    public MegaflowCheck(Contract contract, Map<String, Integer> ports, Set<String> others) {
        this.contract = contract;
        this.labels = new Labels(contract);
        this.ports = Map.copyOf(ports);
        this.others = Set.copyOf(others);
    }

    /**
     * Packets that left, or would leave, to where they must not.
     *
     * @param line the megaflow as printed
     */
    public record Leak(String from, String to, String line) {}

    /** What was found; both are empty where all megaflows keep to the contract. */
    public record Result(List<Leak> leaks, List<Doubt> doubts) {}

    /** @param dump the lines of {@code dpctl/dump-flows} */
    public Result of(List<String> dump) {
        List<Leak> leaks = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        for (String line : dump) {
            if (line.contains("actions:")) {
                Megaflow.parse(line)
                        .ifPresentOrElse(
                                flow -> look(flow, leaks, doubts),
                                () -> doubts.add(Doubt.of("a megaflow that is not understood: " + line)));
            }
        }
        return new Result(leaks, doubts);
    }

    private void look(Megaflow flow, List<Leak> leaks, List<Doubt> doubts) {
        if (others.contains(flow.ingress())) {
            return;
        }
        Integer in = ports.get(flow.ingress());
        if (in == null) {
            doubts.add(Doubt.of("a megaflow from datapath port " + flow.ingress() + ": " + flow.line()));
            return;
        }
        boolean tunnelled = isTunnel(in);
        if (tunnelled && flow.tunnel().isEmpty()) {
            doubts.add(Doubt.of("a megaflow from the tunnel without its VNI: " + flow.line()));
            return;
        }
        int label = tunnelled ? labels.ofVni((int) flow.tunnel().orElse(0)) : labels.ofPort(in);
        String from =
                tunnelled ? Places.tunnel(flow.tunnel().orElse(0), labels.name(label)) : Places.port(contract, in);
        for (Megaflow.Output output : flow.outputs()) {
            wrong(label, output).ifPresent(to -> leaks.add(new Leak(from, to, flow.line())));
        }
    }

    private boolean isTunnel(int port) {
        return contract.tunnelPort().isPresent() && contract.tunnelPort().getAsInt() == port;
    }

    /** Where an output goes if it must not. */
    private Optional<String> wrong(int label, Megaflow.Output output) {
        Integer port = ports.get(output.port());
        if (port == null) {
            return Optional.of("datapath port " + output.port());
        }
        if (isTunnel(port)) {
            long vni = output.vni().orElse(0);
            return labels.mayLeaveWith(label, vni)
                    ? Optional.empty()
                    : Optional.of(Places.tunnel(vni, labels.name(labels.ofVni((int) vni))));
        }
        return labels.mayLeaveBy(label, port) ? Optional.empty() : Optional.of(Places.port(contract, port));
    }
}
