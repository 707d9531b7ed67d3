package dev.heddle.cli.lab;

import dev.heddle.cli.output.Form;
import dev.heddle.lab.LabStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "status",
        headerHeading = "Example: heddle lab status -o json%n%n",
        description = "Show the lab's processes; what is stopped has no process id.")
final class StatusCommand extends LabAction {
    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "TABLE", description = "table or json.")
    private Form format = Form.TABLE;

    @Override
    int act() {
        LabStatus status = lab().status();
        switch (format) {
            case TABLE -> print(table(status));
            case JSON -> print(json(status));
        }
        return OK;
    }

    static String json(Object value) {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(value)
                + "\n";
    }

    private static String table(LabStatus status) {
        StringBuilder text = new StringBuilder("controller %s, pid %s%n%n%-6s %-16s %10s %10s%n"
                .formatted(
                        status.controller().server(),
                        pid(status.controller().pid()),
                        "HOST",
                        "NAMESPACE",
                        "VSWITCHD",
                        "OVSDB"));
        for (LabStatus.Host host : status.hosts()) {
            text.append("%-6s %-16s %10s %10s%n"
                    .formatted(host.name(), host.namespace(), pid(host.vswitchd()), pid(host.ovsdb())));
        }
        return text.toString();
    }

    private static String pid(@Nullable Long pid) {
        return pid == null ? "stopped" : pid.toString();
    }
}
