package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.ServerAddress;
import dev.heddle.cli.vswitch.SwitchNames;
import dev.heddle.model.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Candidates for the last of the words so far, one a line; nothing, and silence, where the controller is away. */
@Command(name = "__complete", hidden = true, description = "Candidates for shells.")
final class CompleteCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine root = spec.commandLine().getParent();
        String last = words.isEmpty() ? "" : words.getLast();
        candidates(root, words, last).stream()
                .filter(c -> c.startsWith(last))
                .distinct()
                .sorted()
                .forEach(root.getOut()::println);
        root.getOut().flush();
        return 0;
    }

    private static List<String> candidates(CommandLine root, List<String> typed, String last) {
        if (typed.size() <= 1) {
            return root.getSubcommands().entrySet().stream()
                    .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
                    .map(java.util.Map.Entry::getKey)
                    .toList();
        }
        CommandLine verb = root.getSubcommands().get(typed.getFirst());
        if (verb == null) {
            return List.of();
        }
        CommandLine part = typed.size() > 2 ? verb.getSubcommands().get(typed.get(1)) : null;
        if (last.startsWith("-")) {
            return (part == null ? verb : part)
                    .getCommandSpec().options().stream()
                            .map(OptionSpec::longestName)
                            .toList();
        }
        if (!verb.getSubcommands().isEmpty()) {
            if (part == null) {
                return List.copyOf(verb.getSubcommands().keySet());
            }
            return typed.size() == 3 && verb.getCommandName().equals("switch") ? SwitchNames.local() : List.of();
        }
        switch (verb.getCommandName()) {
            case "verify" -> {
                return typed.size() == 2
                        ? List.of("isolation")
                        : before(typed, "--host") ? names(Kind.HOST.singular()) : List.of();
            }
            case "trace" -> {
                return typed.size() == 2 ? names(Kind.PORT.singular()) : List.of();
            }
            default -> {}
        }
        if (typed.size() == 2) {
            List<String> out = new ArrayList<>();
            Arrays.stream(Kind.values()).forEach(k -> out.add(k.plural()));
            if (verb.getCommandName().equals("get")) {
                out.add(GetCommand.POOL);
            }
            int slash = last.indexOf('/');
            if (slash > 0) {
                names(last.substring(0, slash)).forEach(n -> out.add(last.substring(0, slash + 1) + n));
            }
            return out;
        }
        return names(typed.get(1));
    }

    /** Whether the last word is an option's value. */
    private static boolean before(List<String> typed, String option) {
        return typed.get(typed.size() - 2).equals(option);
    }

    private static List<String> names(String kind) {
        try {
            Address address = Address.parse(List.of(kind), null).getFirst();
            @Nullable String noToken = null;
            ApiClient client = new ApiClient(ServerAddress.resolve(null, System.getenv()), noToken, PATIENCE);
            List<String> out = new ArrayList<>();
            for (JsonNode item : client.get(address.path()).json().path("items")) {
                String name = item.path("metadata").path("name").asString("");
                String tenant = item.path("metadata").path("tenant").asString("");
                out.add(tenant.isEmpty() ? name : tenant + "/" + name);
            }
            return out;
        } catch (CommandException away) {
            return List.of();
        }
    }
}
