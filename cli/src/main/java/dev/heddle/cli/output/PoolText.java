package dev.heddle.cli.output;

import dev.heddle.model.pool.Measure;
import dev.heddle.model.quantity.QuantityFormatException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** The pool as tables, from {@code status} of {@code GET /v1/pool}. */
public final class PoolText {
    private static final List<String> MEASURES =
            Arrays.stream(Measure.values()).map(Measure::word).toList();
    private static final List<String> TOTALS = List.of("capacity", "system", "reserved", "leased", "free");
    private static final List<String> COUNTS = List.of("ports", "slices");

    private PoolText() {}

    /** Totals, every domain with what is free of its capacity, how fragmented each level is, and tenants. */
    public static String of(JsonNode status, boolean wide) {
        List<String> parts = new ArrayList<>();
        parts.add(totals(status));
        if (!status.path("domains").isEmpty()) {
            parts.add(domains(status.path("domains").values(), wide));
            parts.add(fragmentation(status.path("domains")));
        }
        if (!status.path("tenants").isEmpty()) {
            parts.add(tenants(status.path("tenants")));
        }
        return String.join("\n", parts);
    }

    /**
     * The domains in which a host lies, and how fragmented their levels are; empty where it lies in none.
     *
     * @param host as the API gives it
     */
    public static String around(JsonNode host, JsonNode status) {
        List<JsonNode> around = new ArrayList<>();
        String path = "";
        for (JsonNode name : host.path("effective").path("location")) {
            path = path.isEmpty() ? name.asString("") : path + "/" + name.asString("");
            for (JsonNode domain : status.path("domains")) {
                if (domain.path("path").asString("").equals(path)) {
                    around.add(domain);
                }
            }
        }
        return around.isEmpty()
                ? ""
                : "pool:\n" + domains(around, true).indent(2) + "\n"
                        + fragmentation(status.path("domains")).indent(2);
    }

    private static String totals(JsonNode status) {
        Table table = new Table(headings("POOL"));
        for (String total : TOTALS) {
            List<String> row = new ArrayList<>(List.of(total));
            MEASURES.forEach(measure -> row.add(amount(status.path(total), measure)));
            table.add(row);
        }
        return table.text();
    }

    private static String domains(Iterable<JsonNode> domains, boolean wide) {
        List<String> headings = headings("LEVEL", "DOMAIN", "HOSTS");
        if (wide) {
            MEASURES.forEach(measure -> headings.add("LEASED-" + measure.toUpperCase(Locale.ROOT)));
        }
        Table table = new Table(headings);
        for (JsonNode domain : domains) {
            List<String> row = new ArrayList<>(List.of(
                    domain.path("level").asString(""),
                    domain.path("path").asString(""),
                    domain.path("hosts").asString("")));
            MEASURES.forEach(measure ->
                    row.add(amount(domain.path("free"), measure) + "/" + amount(domain.path("capacity"), measure)));
            if (wide) {
                MEASURES.forEach(measure -> row.add(amount(domain.path("leased"), measure)));
            }
            table.add(row);
        }
        return table.text();
    }

    /** Of what is free, the share outside of the one domain of the level that has most of it. */
    private static String fragmentation(JsonNode domains) {
        SequencedMap<String, List<JsonNode>> levels = new LinkedHashMap<>();
        for (JsonNode domain : domains) {
            levels.computeIfAbsent(domain.path("level").asString(""), level -> new ArrayList<>())
                    .add(domain);
        }
        Table table = new Table(headings("FRAGMENTED", "DOMAINS"));
        levels.forEach((level, of) -> {
            List<String> row = new ArrayList<>(List.of(level, Integer.toString(of.size())));
            for (Measure measure : Measure.values()) {
                row.add(fragmentation(of, measure));
            }
            table.add(row);
        });
        return table.text();
    }

    private static String fragmentation(List<JsonNode> domains, Measure measure) {
        BigInteger all = BigInteger.ZERO;
        BigInteger most = BigInteger.ZERO;
        for (JsonNode domain : domains) {
            BigInteger free = free(domain.path("free").path(measure.word()).asString("0"), measure);
            all = all.add(free);
            most = most.max(free);
        }
        if (all.signum() == 0) {
            return "-";
        }
        BigInteger outside = all.subtract(most).multiply(BigInteger.valueOf(100));
        return new BigDecimal(outside).divide(new BigDecimal(all), 0, RoundingMode.HALF_UP) + "%";
    }

    /** A domain that owes has nothing free. */
    private static BigInteger free(String text, Measure measure) {
        if (text.startsWith("-")) {
            return BigInteger.ZERO;
        }
        try {
            return BigInteger.valueOf(measure.quantity().parse(text));
        } catch (QuantityFormatException beyondAllMeasure) {
            return BigInteger.valueOf(Long.MAX_VALUE);
        }
    }

    private static String tenants(JsonNode tenants) {
        List<String> headings = headings("TENANT");
        COUNTS.forEach(count -> headings.add(count.toUpperCase(Locale.ROOT)));
        Table table = new Table(headings);
        for (JsonNode tenant : tenants) {
            List<String> row = new ArrayList<>(List.of(tenant.path("tenant").asString("")));
            MEASURES.forEach(measure -> row.add(used(tenant, measure)));
            COUNTS.forEach(count -> row.add(used(tenant, count)));
            table.add(row);
        }
        return table.text();
    }

    private static String used(JsonNode tenant, String name) {
        JsonNode quota = tenant.path("quota").path(name);
        return amount(tenant.path("used"), name) + "/" + (quota.isMissingNode() ? "-" : quota.asString(""));
    }

    private static String amount(JsonNode amounts, String name) {
        return amounts.path(name).asString("");
    }

    private static List<String> headings(String... first) {
        List<String> out = new ArrayList<>(List.of(first));
        MEASURES.forEach(measure -> out.add(measure.toUpperCase(Locale.ROOT)));
        return out;
    }
}
