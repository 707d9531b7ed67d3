package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.TraceText;
import dev.heddle.model.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "trace",
        headerHeading = "Example: heddle trace team-a/w0 --to 10.9.0.3 --tcp 443%n%n",
        description = "Follow a packet of a port through the hosts' installed flows.",
        footer = "%nExit 0: delivered; 1: dropped, or not known.")
final class TraceCommand extends ApiCommand {
    @Parameters(paramLabel = "TENANT/PORT", description = "The port that sends.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(names = "--to", paramLabel = "IP", required = true, description = "The address that it sends to.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @ArgGroup(exclusive = true)
    private @Nullable Packet packet;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    /** What is sent. */
    static final class Packet {
        @Option(names = "--icmp", description = "An echo request; so without --tcp and --udp, too.")
        @SuppressWarnings("UnusedVariable")
        private boolean icmp;

        @Option(names = "--tcp", paramLabel = "PORT", description = "The first packet to this port of TCP.")
        private @Nullable String tcp;

        @Option(names = "--udp", paramLabel = "PORT", description = "A packet to this port of UDP.")
        private @Nullable String udp;
    }

    @Override
    Exit act(ApiClient client) {
        Address port = Address.parse(List.of(Kind.PORT.singular(), from), tenant.name())
                .getFirst()
                .one();
        Query query = new Query().with("to", to);
        if (packet != null && packet.tcp != null) {
            query.with("tcp", packet.tcp);
        } else if (packet != null && packet.udp != null) {
            query.with("udp", packet.udp);
        }
        Reply reply = client.get(query.of(port.path() + "/trace"));
        if (!reply.isGood()) {
            return refused(reply, Map.of());
        }
        JsonNode trace = reply.json();
        if (form.json()) {
            out().println(trace.toPrettyString());
        } else {
            out().print(TraceText.of(trace));
        }
        out().flush();
        return trace.path("verdict").asString("").equals("delivered") ? Exit.OK : Exit.NO;
    }
}
