package dev.heddle.ovs.ovsdb;

import dev.heddle.ovs.testing.DummyOvs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What ovsdb-client prints of a table, in a form of its own to compare with. */
public final class OvsdbDump {
    private static final JsonMapper MAPPER = new JsonMapper();

    private OvsdbDump() {}

    /** Row id to the text of its cells by column. */
    static Map<String, String> of(DummyOvs ovs, String table, List<String> columns) {
        List<String> wanted = new ArrayList<>(List.of("_uuid"));
        wanted.addAll(columns);
        return of(ovs.dump(table, wanted));
    }

    /** @param json a table as ovsdb-client prints it, with the column _uuid */
    public static Map<String, String> of(String json) {
        JsonNode dump = MAPPER.readTree(json);
        Map<String, String> out = new TreeMap<>();
        for (JsonNode row : dump.get("data")) {
            Map<String, String> cells = new TreeMap<>();
            String uuid = "";
            for (int i = 0; i < row.size(); i++) {
                String column = dump.get("headings").get(i).stringValue();
                if (column.equals("_uuid")) {
                    uuid = row.get(i).get(1).stringValue();
                } else {
                    cells.put(column, canonical(row.get(i)));
                }
            }
            out.put(uuid, cells.toString());
        }
        return out;
    }

    /** The same of rows that we know. */
    public static Map<String, String> text(Collection<Row> rows) {
        Map<String, String> out = new TreeMap<>();
        rows.forEach(row -> {
            Map<String, String> cells = new TreeMap<>();
            row.columns().forEach((column, value) -> cells.put(column, canonical(ValueJson.write(value))));
            out.put(row.uuid().toString(), cells.toString());
        });
        return out;
    }

    /** One text of each number: a server writes whole reals as integers. Elements of sets and maps in the order of their text; a set of one as its element. */
    static String canonical(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        if (!value.isArray() || value.get(0).stringValue().equals("uuid")) {
            return value.toString();
        }
        List<String> elements = new ArrayList<>();
        value.get(1).forEach(element -> elements.add(element.toString()));
        Collections.sort(elements);
        boolean map = value.get(0).stringValue().equals("map");
        return !map && elements.size() == 1 ? elements.getFirst() : value.get(0) + elements.toString();
    }
}
