package dev.heddle.compiler;

import dev.heddle.flow.Field;
import dev.heddle.flow.Table;
import java.util.Collection;
import java.util.stream.Collectors;

/** The pipeline as docs/pipeline.md shows it, from its declarations. */
final class PipelineDoc {
    private PipelineDoc() {}

    static String text() {
        StringBuilder out = new StringBuilder();
        out.append("""
                # The switch pipeline

                Made from `compiler/…/Pipeline.java`, `Reason.java` and `Cookie.java` by `make golden-update`; do not edit.

                One bridge `br-int` a host, one flow-based VXLAN port `heddle-vx`, one VNI a slice.

                ```
                local port ─→ 0 ─→ 10 ─┬→ 11 (arp) ──────────────────┐
                                       ├→ 12 (ipv4) ────────────────┐│
                                       └→ 13 (ipv6) ┬→ 14 (nd) ┐    ││
                                                    └──────────┴→15─┤│
                                                                    ↓↓
                                              20 (steer) ─→ 21 ─→ 22 (mac) ─→ 23 ─┬→ tunnel
                tunnel ─→ 0 ─→ 1 ────────────────────────────────────────────────→ 30 ─→ local ports
                every refusal ─→ 19, counted for each port and reason
                ```

                """);
        out.append(
                "## Tables\n\n| id | name | what it does | matches | writes | next | no match |\n|---|---|---|---|---|---|---|\n");
        Pipeline.TABLES.forEach(t -> out.append(row(t)));
        out.append("\n## Registers\n\n| field | holds |\n|---|---|\n");
        register(out, Pipeline.SLICE, "the slice, as its VNI; written at the entrance, matched first everywhere else");
        register(out, Pipeline.REASON, "why a packet is refused: a code of the table below");
        register(out, Pipeline.ENDPOINT, "the endpoint (an uplink of a host) behind which the receiver is");
        register(out, Pipeline.TARGET_IPV4, "the address that an ARP request asks for");
        register(out, Pipeline.TARGET_IPV6, "the address that a neighbour solicitation asks for");
        out.append("\n## Reasons\n\n| code | reason | meaning |\n|---|---|---|\n");
        for (Reason reason : Reason.values()) {
            out.append("| %d | %s | %s |\n".formatted(reason.code(), reason.text(), reason.meaning()));
        }
        out.append("""

                ## Priorities

                | priority | for |
                |---|---|
                | %d | what must be seen before anything a port allows |
                | %d | types of packet that get a way of their own |
                | %d | exceptions from the next |
                | %d | what a port, slice or peer allows |
                | %d | what is left |

                ## Cookies

                Bits 63 to 48 are `0x%x` in every flow of ours; 47 to 40 say for what kind of object the flow is (0 the pipeline, 1
                a host, 2 a slice, 3 a port), 39 to 0 which. No term, no revision: nothing is rewritten for a new leader.

                ## Groups

                One group of type `all` a slice, its id is the VNI: a bucket for each host with members. A slice's group and its flows in
                tables 21 and 22 are the same on all of its hosts.
                """.formatted(
                        Pipeline.PRIORITY_GUARD,
                        Pipeline.PRIORITY_TYPE,
                        Pipeline.PRIORITY_EXCEPT,
                        Pipeline.PRIORITY_MATCH,
                        Pipeline.PRIORITY_MISS,
                        Cookie.MARK >>> 48));
        return out.toString();
    }

    private static void register(StringBuilder out, Field field, String holds) {
        out.append("| %s | %s |\n".formatted(field.text(), holds));
    }

    private static String row(Table table) {
        String in = table.matchesInPort() ? "in_port" + (table.matches().isEmpty() ? "" : ", ") : "";
        return "| %d | %s | %s | %s%s | %s | %s | %s |\n"
                .formatted(
                        table.id(),
                        table.name(),
                        table.purpose(),
                        in,
                        fields(table.matches()),
                        fields(table.writes()),
                        table.next().stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")),
                        table.miss());
    }

    private static String fields(Collection<Field> fields) {
        return fields.stream().sorted().map(Field::text).collect(Collectors.joining(", "));
    }
}
