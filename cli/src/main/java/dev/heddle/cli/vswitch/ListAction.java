package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.cli.output.Form;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists something of a switch, one a line or as JSON: {@code {kind: List, items: [...]}}. */
abstract class ListAction<T> extends SwitchAction {
    @Option(
            names = {"-o", "--output"},
            defaultValue = "TABLE",
            paramLabel = "table|json",
            description = "Form of the output.")
    private Form form = Form.TABLE;

    @Override
    final Exit act() {
        List<T> all;
        try (VirtualSwitch on = open()) {
            all = list(on);
        }
        if (form == Form.JSON) {
            List<Map<String, Object>> items = new ArrayList<>(all.size());
            all.forEach(one -> items.add(json(one)));
            print(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(Map.of("kind", "List", "items", items)));
        } else {
            all.forEach(one -> print(line(one)));
        }
        flush();
        return Exit.OK;
    }

    abstract List<T> list(VirtualSwitch on);

    abstract String line(T one);

    /** Members in the order in which they are printed. */
    abstract Map<String, Object> json(T one);
}
