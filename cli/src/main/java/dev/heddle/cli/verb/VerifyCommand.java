package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.IsolationText;
import dev.heddle.cli.verify.MegaflowFiles;
import dev.heddle.cli.verify.OfflineProof;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "verify",
        headerHeading = "Example: heddle verify isolation --host h1%n%n",
        customSynopsis = {
            "heddle verify isolation [--host HOST] [-o table|json]",
            "       heddle verify --program FILE --dump FILE --groups FILE",
            "                     [--megaflows FILE --datapath FILE] [-o table|json]"
        },
        description = "Prove that no packet leaves its slice, from installed flows.",
        footer = {
            "%nExit 0: proved; 1: violated or not proven.",
            "With files no controller is asked: the program is the answer of GET",
            "/v1/hosts/HOST/program, the dumps are those of ovs-ofctl -O OpenFlow15",
            "dump-flows and dump-groups; - is standard input. Megaflows are what the",
            "datapath forwards now, mirrors included; on the host:",
            "  ovs-appctl dpctl/dump-flows -m > megaflows",
            "  ovs-appctl dpif/show > datapath",
            "  heddle verify --program program.json --dump flows --groups groups \\",
            "    --megaflows megaflows --datapath datapath",
            "A port or a line that is not known leaves it not proven."
        })
final class VerifyCommand extends ApiCommand {
    private static final String ISOLATION = "isolation";

    @Parameters(arity = "0..1", paramLabel = ISOLATION, description = "What the controller is to prove.")
    private @Nullable String what;

    @Option(names = "--host", paramLabel = "HOST", description = "Only this host; all without it.")
    private @Nullable String host;

    @Option(names = "--program", paramLabel = "FILE", description = "Whose ports are whose.")
    private @Nullable String program;

    @Option(names = "--dump", paramLabel = "FILE", description = "The flows.")
    private @Nullable String dump;

    @Option(names = "--groups", paramLabel = "FILE", description = "The groups.")
    private @Nullable String groups;

    @Option(names = "--megaflows", paramLabel = "FILE", description = "What the datapath forwards: dpctl/dump-flows.")
    private @Nullable String megaflows;

    @Option(names = "--datapath", paramLabel = "FILE", description = "Which datapath port is which: dpif/show.")
    private @Nullable String datapath;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    @Override
    Exit act(ApiClient client) {
        boolean files = program != null || dump != null || groups != null || megaflows != null || datapath != null;
        if (files && (what != null || host != null)) {
            throw new CommandException(
                    Exit.BAD_INPUT, "either files or what the controller is to prove: heddle verify isolation");
        }
        if (!files && !ISOLATION.equals(what)) {
            throw new CommandException(
                    Exit.BAD_INPUT,
                    what == null
                            ? "what to verify is missing: heddle verify isolation, or --program, --dump and --groups"
                            : "verify \"" + what + "\": expected isolation");
        }
        return files ? offline() : online(client);
    }

    private Exit online(ApiClient client) {
        Query query = new Query();
        if (host != null) {
            query.with("host", host);
        }
        Reply reply = client.get(query.of("/v1/isolation"));
        return reply.isGood() ? tell(reply.json()) : refused(reply, Map.of());
    }

    private Exit offline() {
        if (program == null || dump == null || groups == null) {
            throw new CommandException(Exit.BAD_INPUT, "--program, --dump and --groups go together");
        }
        if (megaflows != null && datapath != null) {
            return tell(OfflineProof.of(program, dump, groups, new MegaflowFiles(megaflows, datapath)));
        }
        if (megaflows != null) {
            throw new CommandException(
                    Exit.BAD_INPUT, "--megaflows needs --datapath, which tells the ports: ovs-appctl dpif/show > FILE");
        }
        if (datapath != null) {
            throw new CommandException(
                    Exit.BAD_INPUT, "--datapath needs --megaflows: ovs-appctl dpctl/dump-flows -m > FILE");
        }
        return tell(OfflineProof.of(program, dump, groups, null));
    }

    private Exit tell(JsonNode isolation) {
        if (form.json()) {
            out().println(isolation.toPrettyString());
        } else {
            out().print(IsolationText.of(isolation));
        }
        out().flush();
        return isolation.path("verdict").asString("").equals("proved") ? Exit.OK : Exit.NO;
    }
}
