package dev.heddle.lab;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code heddle lab status -o json} prints; a pid is null where the process is stopped. */
@JsonPropertyOrder({"controller", "hosts"})
public record LabStatus(Controller controller, List<Host> hosts) {
    /** The controller. */
    @JsonPropertyOrder({"pid", "server"})
    public record Controller(@Nullable Long pid, String server) {}

    /** A host. */
    @JsonPropertyOrder({"name", "namespace", "rundir", "vswitchd", "ovsdb"})
    public record Host(
            String name,
            String namespace,
            String rundir,
            @Nullable Long vswitchd,
            @Nullable Long ovsdb) {}
}
