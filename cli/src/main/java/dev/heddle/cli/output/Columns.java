package dev.heddle.cli.output;

import dev.heddle.model.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** The columns of each kind's table: NAME first, AGE last, those marked wide only with {@code -o wide}. */
public final class Columns {
    private record Column(String heading, boolean wide, BiFunction<JsonNode, Instant, String> value) {}

    private Columns() {}

    /** @param objects all of one kind */
    public static Table table(Kind kind, List<JsonNode> objects, boolean wide, Instant now) {
        List<Column> columns = of(kind).stream().filter(c -> wide || !c.wide).toList();
        Table table = new Table(columns.stream().map(Column::heading).toList());
        for (JsonNode object : objects) {
            table.add(columns.stream().map(c -> c.value.apply(object, now)).toList());
        }
        return table;
    }

    private static List<Column> of(Kind kind) {
        List<Column> out = new ArrayList<>();
        out.add(text("NAME", o -> o.path("metadata").path("name").asString("")));
        if (!kind.clusterWide()) {
            out.add(text("TENANT", o -> o.path("metadata").path("tenant").asString("")));
        }
        switch (kind) {
            case TENANT -> {}
            case HOST -> {
                out.add(condition("CONNECTED", "Connected"));
                out.add(text("ADDRESS", o -> uplinks(o, "address")));
                out.add(text("FLOWS", o -> number(o.path("status").path("flows"))));
                out.add(wide("SYSTEM-ID", o -> o.path("spec").path("systemId").asString("")));
                out.add(wide("UPLINKS", o -> uplinks(o, "name")));
                out.add(wide(
                        "DATAPATH", o -> o.path("effective").path("datapath").asString("")));
            }
            case TOPOLOGY -> {
                out.add(text(
                        "TIERS",
                        o -> Integer.toString(o.path("spec").path("tiers").size())));
                out.add(text("LEVELS", Columns::levels));
            }
            case NETWORK ->
                out.add(wide(
                        "DESCRIPTION",
                        o -> o.path("spec").path("description").asString("").replace(' ', '_')));
            case SLICE -> {
                out.add(text("NETWORK", o -> o.path("spec").path("network").asString("")));
                out.add(text("VNI", o -> number(o.path("status").path("vni"))));
                out.add(text(
                        "SUBNETS", o -> ObjectText.joined(o.path("effective").path("subnets"))));
                out.add(wide("MTU", o -> number(o.path("effective").path("mtu"))));
            }
            case PORT -> {
                out.add(text("SLICE", o -> o.path("spec").path("slice").asString("")));
                out.add(text("HOST", o -> o.path("status").path("host").asString("")));
                out.add(text("IPS", o -> ObjectText.joined(o.path("effective").path("ips"))));
                out.add(condition("BOUND", "Bound"));
                out.add(wide("MAC", o -> o.path("effective").path("mac").asString("")));
                out.add(wide("MTU", o -> number(o.path("effective").path("mtu"))));
                out.add(wide("UID", o -> o.path("metadata").path("uid").asString("")));
            }
        }
        out.add(condition("REALISED", "Realised"));
        out.add(new Column(
                "AGE",
                false,
                (o, now) -> Ages.of(o.path("metadata").path("created").asString(""), now)));
        return out;
    }

    private static Column text(String heading, java.util.function.Function<JsonNode, String> value) {
        return new Column(heading, false, (o, now) -> value.apply(o));
    }

    private static Column wide(String heading, java.util.function.Function<JsonNode, String> value) {
        return new Column(heading, true, (o, now) -> value.apply(o));
    }

    private static Column condition(String heading, String type) {
        return text(heading, o -> ObjectText.condition(o, type));
    }

    private static String number(JsonNode node) {
        return node.isNumber() ? node.asString() : "";
    }

    private static String levels(JsonNode topology) {
        SequencedSet<String> out = new LinkedHashSet<>();
        topology.path("spec").path("tiers").forEach(t -> out.add(t.path("level").asString("")));
        return String.join(",", out);
    }

    private static String uplinks(JsonNode host, String field) {
        List<String> out = new ArrayList<>();
        host.path("spec").path("uplinks").forEach(u -> out.add(u.path(field).asString("")));
        return String.join(",", out);
    }
}
