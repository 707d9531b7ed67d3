package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.output.ObjectText;
import dev.heddle.model.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "wait",
        headerHeading = "Example: heddle wait port/team-a/train-0 --for=Bound --timeout 30s%n%n",
        description = "Wait until objects have a condition, or are gone. Waits also for what does not exist yet.")
final class WaitCommand extends ApiCommand {
    private static final Duration PAUSE = Duration.ofMillis(100);

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = "What to wait for.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "CONDITION[=STATUS]|delete",
            description = "A condition, True if no status is given; or delete.")
    @SuppressWarnings("NullAway.Init")
    private String condition;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    private final Set<Address> seen = new java.util.HashSet<>();

    @Override
    Exit act(ApiClient client) {
        List<Address> left = new ArrayList<>(Address.parse(words, tenant.name()));
        left.forEach(address -> check(address.one()));
        long end = System.nanoTime() + timeout().toNanos();
        while (true) {
            left.removeIf(address -> met(client, address));
            if (left.isEmpty()) {
                return Exit.OK;
            }
            if (System.nanoTime() >= end) {
                left.forEach(a -> err().println(a.line() + ": not " + condition + " within " + Spans.text(timeout())));
                err().flush();
                return Exit.TIMEOUT;
            }
            LockSupport.parkNanos(Math.min(PAUSE.toNanos(), Math.max(1, end - System.nanoTime())));
        }
    }

    private boolean deletion() {
        return condition.equalsIgnoreCase("delete");
    }

    /** Type and wanted status; {@code condition=Bound} is understood too, as kubectl spells it. */
    private String[] wanted() {
        String text = condition.toLowerCase(Locale.ROOT).startsWith("condition=") ? condition.substring(10) : condition;
        int equals = text.indexOf('=');
        return equals < 0
                ? new String[] {text, "True"}
                : new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    private void check(Address address) {
        Set<String> known = new TreeSet<>(Set.of("Realised", "Enforced"));
        if (address.kind() == Kind.HOST) {
            known.add("Connected");
            known.add("Isolated");
        }
        if (address.kind() == Kind.PORT) {
            known.add("Bound");
        }
        if (!deletion() && known.stream().noneMatch(wanted()[0]::equalsIgnoreCase)) {
            throw new CommandException(
                    Exit.BAD_INPUT,
                    "--for \"%s\": a %s never has it; expected delete or one of %s"
                            .formatted(condition, address.kind().manifestName(), String.join(", ", known)));
        }
    }

    private boolean met(ApiClient client, Address address) {
        Reply reply = client.get(address.path());
        if (reply.status() == 404) {
            if (deletion()) {
                out().println(address.line() + " deleted");
                out().flush();
                return true;
            }
            if (seen.contains(address)) {
                throw new CommandException(
                        Exit.NOT_FOUND, address.line() + ": was deleted, so it will not be " + condition);
            }
            return false;
        }
        if (!reply.isGood()) {
            throw new CommandException(refused(reply, Map.of()), address.line() + ": cannot be read");
        }
        seen.add(address);
        String[] wanted = wanted();
        if (deletion() || !ObjectText.condition(reply.json(), wanted[0]).equalsIgnoreCase(wanted[1])) {
            return false;
        }
        out().println(address.line() + " " + wanted[0] + "=" + wanted[1]);
        out().flush();
        return true;
    }
}
