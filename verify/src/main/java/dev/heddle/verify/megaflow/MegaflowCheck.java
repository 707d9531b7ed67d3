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
    /** As {@code flow-dump from pmd on cpu core: 3}. */
    private static final String HEADLINE = "flow-dump from ";

    private final Labels labels;
    private final Contract contract;
    private final Map<String, Integer> ports;
    private final Set<String> others;

    /**
     * @param ports the OpenFlow number of each datapath port of the bridge, by the number or name by which the dump calls it
     * @param others datapath ports of other bridges, the underlay among them, likewise
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
     * @param number of the line in the dump, from 1
     * @param line the megaflow as printed
     */
    public record Leak(String from, String to, int number, String line) {}

    /**
     * What was found; without leaks and doubts all megaflows keep to the contract.
     *
     * @param flows how many were understood
     * @param doubts with the source and line of each
     */
    public record Result(int flows, List<Leak> leaks, List<Doubt> doubts) {}

    /**
     * Judges each megaflow of a dump.
     *
     * @param source how doubts call the dump
     * @param dump the lines of {@code dpctl/dump-flows}
     */
    public Result of(String source, List<String> dump) {
        List<Leak> leaks = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        int flows = 0;
        for (int number = 1; number <= dump.size(); number++) {
            String line = dump.get(number - 1);
            if (line.isBlank() || line.startsWith(HEADLINE)) {
                continue;
            }
            Optional<Megaflow> flow = Megaflow.parse(line);
            List<String> unknown = new ArrayList<>();
            if (flow.isPresent()) {
                flows++;
                look(flow.get(), number, leaks, unknown);
            } else {
                unknown.add("a megaflow that is not understood");
            }
            for (String what : unknown) {
                doubts.add(Doubt.of(source + ":" + number + ": " + what + ": " + line));
            }
        }
        return new Result(flows, leaks, doubts);
    }

    private void look(Megaflow flow, int number, List<Leak> leaks, List<String> unknown) {
        Integer in = ports.get(flow.ingress());
        if (in == null && !others.contains(flow.ingress())) {
            unknown.add("a megaflow from datapath port " + flow.ingress() + ", which is not known");
            return;
        }
        boolean tunnelled = in != null && isTunnel(in);
        if (tunnelled && flow.tunnel().isEmpty()) {
            unknown.add("a megaflow from the tunnel without its VNI");
            return;
        }
        int label = in == null
                ? Labels.NONE
                : tunnelled ? labels.ofVni((int) flow.tunnel().orElse(0)) : labels.ofPort(in);
        String from = in == null
                ? other(flow.ingress())
                : tunnelled ? Places.tunnel(flow.tunnel().orElse(0), labels.name(label)) : Places.port(contract, in);
        for (Megaflow.Output output : flow.outputs()) {
            if (!ports.containsKey(output.port()) && !others.contains(output.port())) {
                unknown.add("a megaflow to datapath port " + output.port() + ", which is not known");
            } else {
                wrong(label, output).ifPresent(to -> leaks.add(new Leak(from, to, number, flow.line())));
            }
        }
    }

    private boolean isTunnel(int port) {
        return contract.tunnelPort().isPresent() && contract.tunnelPort().getAsInt() == port;
    }

    /** Where an output to a known port goes if it must not. */
    private Optional<String> wrong(int label, Megaflow.Output output) {
        Integer port = ports.get(output.port());
        if (port == null) {
            return output.outer() || label == Labels.NONE ? Optional.empty() : Optional.of(other(output.port()));
        }
        if (output.outer()) {
            return Optional.of(Places.port(contract, port) + ", with its tunnel header");
        }
        if (isTunnel(port)) {
            long vni = output.vni().orElse(0);
            return labels.mayLeaveWith(label, vni)
                    ? Optional.empty()
                    : Optional.of(Places.tunnel(vni, labels.name(labels.ofVni((int) vni))));
        }
        return labels.mayLeaveBy(label, port) ? Optional.empty() : Optional.of(Places.port(contract, port));
    }

    private static String other(String port) {
        return "port " + port + " of another bridge";
    }
}
