package dev.heddle.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code -t}: the tenant of names that do not tell theirs. */
final class TenantOption {
    @Option(
            names = {"-t", "--tenant"},
            paramLabel = "TENANT",
            description = "The tenant of plain names; for reading all, if none is told.")
    private @Nullable String tenant;

    @Nullable
    String name() {
        return tenant;
    }
}
