package dev.heddle.cli.verify;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.TextFile;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.Verdict;
import dev.heddle.verify.megaflow.DatapathPorts;
import dev.heddle.verify.megaflow.MegaflowCheck;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a host's datapath forwards, from files.
 *
 * @param megaflows what {@code ovs-appctl dpctl/dump-flows} printed, with or without {@code -m}
 * @param datapath what {@code ovs-appctl dpif/show} printed
 */
public record MegaflowFiles(String megaflows, String datapath) {
    private static final String BRIDGE = "br-int";
    private static final int MOST_TOLD = 20;

    /** What came of it. */
    record Judged(String source, MegaflowCheck.Result result, List<Doubt> doubts) {
        /** Tells it of the host, beside the verdict on its tables, which is told already. */
        void tell(ObjectNode host, Verdict tables) {
            if (!result.leaks().isEmpty()) {
                leaks(host.putArray("leaks"));
            }
            if (!doubts.isEmpty()) {
                ArrayNode unknown = host.putArray("unknown");
                doubts.stream().limit(MOST_TOLD).forEach(d -> unknown.add(d.words()));
                if (doubts.size() > MOST_TOLD) {
                    unknown.add("and " + (doubts.size() - MOST_TOLD) + " more");
                }
            }
            if (tables instanceof Verdict.Violated) {
                return;
            }
            if (!result.leaks().isEmpty()) {
                host.put("verdict", "violated").put("reason", "Leak");
                host.put(
                        "message",
                        "the datapath forwards what it must not; leaks: "
                                + result.leaks().size());
            } else if (tables.isProved() && doubts.isEmpty()) {
                host.put("message", "by its flows and groups and by megaflows: " + result.flows());
            } else if (tables.isProved()) {
                host.put("verdict", "notProven").put("reason", "NotUnderstood");
                host.put("message", "by its flows and groups it would be, not by its megaflows");
            }
        }

        private void leaks(ArrayNode to) {
            for (MegaflowCheck.Leak leak : result.leaks()) {
                to.addObject()
                        .put("at", source + ":" + leak.number())
                        .put("from", leak.from())
                        .put("to", leak.to())
                        .put("megaflow", leak.line());
            }
        }
    }

    /** @throws CommandException bad input, where a file cannot be read or no datapath has the bridge */
    Judged judge(Contract contract) {
        DatapathPorts ports = DatapathPorts.read(datapath, lines(datapath), BRIDGE)
                .orElseThrow(() -> new CommandException(
                        Exit.BAD_INPUT,
                        datapath + ": has no bridge " + BRIDGE + ", expected what ovs-appctl dpif/show prints"));
        MegaflowCheck.Result result =
                new MegaflowCheck(contract, ports.ports(), ports.others()).of(megaflows, lines(megaflows));
        List<Doubt> doubts = new ArrayList<>(ports.doubts());
        doubts.addAll(result.doubts());
        return new Judged(megaflows, result, doubts);
    }

    private static List<String> lines(String file) {
        return TextFile.read(file).lines().toList();
    }
}
