package dev.heddle.cli.output;

import dev.heddle.model.manifest.YamlText;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One object in full, for a person. */
public final class Description {
    private static final List<String> METADATA = List.of("tenant", "uid", "labels", "revision", "created", "source");

    private Description() {}

    public static String of(JsonNode object, Instant now) {
        StringBuilder out = new StringBuilder();
        out.append(ObjectText.line(object)).append('\n');
        for (String name : METADATA) {
            JsonNode value = object.path("metadata").path(name);
            if (!value.isMissingNode()) {
                out.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value.isString() ? value.asString() : value.toString());
                out.append(name.equals("created") ? " (" + Ages.of(value.asString(""), now) + " ago)" : "")
                        .append('\n');
            }
        }
        block(out, "spec", object.path("spec"));
        block(out, "effective", object.path("effective"));
        JsonNode status = object.path("status");
        conditions(out, status.path("conditions"), now);
        status.properties().forEach(fact -> {
            if (!fact.getKey().equals("conditions")) {
                block(out, fact.getKey(), fact.getValue());
            }
        });
        return out.toString();
    }

    private static void conditions(StringBuilder out, JsonNode conditions, Instant now) {
        if (conditions.isEmpty()) {
            return;
        }
        out.append("conditions:\n");
        Table table = new Table(List.of("TYPE", "STATUS", "SINCE", "REASON", "MESSAGE"));
        for (JsonNode c : conditions) {
            table.add(List.of(
                    c.path("type").asString(""),
                    c.path("status").asString(""),
                    Ages.of(c.path("since").asString(""), now),
                    c.path("reason").asString(""),
                    c.path("message").asString("")));
        }
        out.append(table.text().indent(2));
    }

    private static void block(StringBuilder out, String heading, JsonNode value) {
        if (value.isMissingNode() || (value.isContainer() && value.isEmpty())) {
            return;
        }
        if (value.isContainer()) {
            out.append(heading).append(":\n").append(YamlText.of(value).indent(2));
        } else {
            out.append(heading).append(": ").append(value.asString()).append('\n');
        }
    }
}
