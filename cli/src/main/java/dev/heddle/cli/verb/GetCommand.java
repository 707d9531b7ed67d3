package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.Columns;
import dev.heddle.cli.output.ObjectText;
import dev.heddle.cli.output.PoolText;
import dev.heddle.model.Kind;
import dev.heddle.model.manifest.ManifestWriter;
import dev.heddle.model.manifest.YamlText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "get",
        headerHeading = "Example: heddle get ports -t team-a -o wide%n%n",
        description = "Show objects, or the pool; what -o yaml prints can be applied.")
final class GetCommand extends ApiCommand {
    /** What is read like a kind and is no object. */
    static final String POOL = "pool";

    /** Forms of output. */
    enum Form {
        TABLE,
        WIDE,
        JSON,
        YAML,
        NAME
    }

    @Parameters(arity = "1..*", paramLabel = "KIND [NAME]|KIND/NAME|pool", description = "What to show.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "TABLE",
            paramLabel = "table|wide|json|yaml|name",
            description = "Form of the output.")
    @SuppressWarnings("NullAway.Init")
    private Form form;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Labels, as job=llama,tier!=test.")
    private @Nullable String selector;

    @Override
    Exit act(ApiClient client) {
        if (words.getFirst().equalsIgnoreCase(POOL)) {
            return pool(client);
        }
        List<Address> addresses = Address.parse(words, tenant.name());
        if (selector != null && addresses.stream().anyMatch(a -> a.name() != null)) {
            throw new CommandException(Exit.BAD_INPUT, "-l selects from a list: leave the name out");
        }
        Objects objects = Objects.read(client, addresses, selector);
        List<JsonNode> found = objects.found();
        boolean named = addresses.getFirst().name() != null;
        if (!found.isEmpty() || (!named && objects.refused().isEmpty())) {
            print(found, addresses.size() == 1 && named && found.size() == 1);
        }
        return told(objects);
    }

    private Exit pool(ApiClient client) {
        if (words.size() > 1 || selector != null || tenant.name() != null) {
            throw new CommandException(Exit.BAD_INPUT, "there is one pool: heddle get pool");
        }
        Reply reply = client.get("/v1/pool");
        if (!reply.isGood()) {
            return refused(reply, Map.of());
        }
        JsonNode pool = reply.json();
        switch (form) {
            case JSON -> out().println(pool.toPrettyString());
            case YAML -> out().print(YamlText.of(pool));
            case NAME -> out().println(POOL);
            case TABLE, WIDE -> out().print(PoolText.of(pool.path("status"), form == Form.WIDE));
        }
        out().flush();
        return Exit.OK;
    }

    private void print(List<JsonNode> found, boolean single) {
        switch (form) {
            case JSON ->
                out().println(JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(single ? found.getFirst() : ManifestWriter.list(found)));
            case YAML -> out().print(YamlText.of(single ? found.getFirst() : ManifestWriter.list(found)));
            case NAME -> found.forEach(o -> out().println(ObjectText.line(o)));
            case TABLE, WIDE -> tables(found);
        }
        out().flush();
    }

    private void tables(List<JsonNode> found) {
        Instant now = Instant.now();
        boolean first = true;
        for (Kind kind : Kind.values()) {
            List<JsonNode> those = found.stream()
                    .filter(o -> o.path("kind").asString("").equals(kind.manifestName()))
                    .toList();
            if (those.isEmpty()) {
                continue;
            }
            if (!first) {
                out().println();
            }
            first = false;
            out().print(Columns.table(kind, those, form == Form.WIDE, now).text());
        }
    }
}
