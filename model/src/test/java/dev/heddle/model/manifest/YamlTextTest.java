package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class YamlTextTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    @Test
    void writesBlocksAsPeopleDo() {
        JsonNode tree = MAPPER.readTree("""
                {"kind": "Slice", "metadata": {"name": "123", "labels": {}}, "spec": {"subnets": ["10.9.0.0/24", "fd00:9::/64"],
                 "mtu": 1400, "preemptible": false, "description": "two\\nlines # no comment", "nothing": null, "empty": [],
                 "uplinks": [{"name": "u1", "rails": ["a", ["b", ["c"]]]}, {}, []], "on": "yes", "memory": "64Gi"}}
                """);
        assertThat(YamlText.of(tree)).isEqualTo("""
                        kind: Slice
                        metadata:
                          name: "123"
                          labels: {}
                        spec:
                          subnets:
                          - 10.9.0.0/24
                          - "fd00:9::/64"
                          mtu: 1400
                          preemptible: false
                          description: "two\\nlines # no comment"
                          nothing: null
                          empty: []
                          uplinks:
                          - name: u1
                            rails:
                            - a
                            -
                              - b
                              -
                                - c
                          - {}
                          - []
                          "on": "yes"
                          memory: 64Gi
                        """);
    }

    @Test
    void isReadBackTheSameByAnotherReader() {
        Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
        Property.named("YAML reader(YamlText(x)) = x").cases(500).check(random -> {
            JsonNode tree = tree(random, 4);
            Object read = load.loadFromString(YamlText.of(tree));
            assertThat(MAPPER.<JsonNode>valueToTree(read).toString()).isEqualTo(tree.toString());
        });
    }

    private static JsonNode tree(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> JSON.numberNode(random.nextInt(-5, 2000));
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2, 3 -> JSON.stringNode(word(random));
            case 4 -> {
                ArrayNode out = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.add(tree(random, depth - 1));
                }
                yield out;
            }
            default -> {
                ObjectNode out = JSON.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.set(word(random), tree(random, depth - 1));
                }
                yield out;
            }
        };
    }

    private static String word(Random random) {
        List<String> awkward = List.of(
                "",
                " ",
                "~",
                "null",
                "True",
                "no",
                "123",
                "0x1f",
                "1e3",
                "1.5",
                ".inf",
                "-",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "::1",
                "fd00::",
                "@a",
                "`",
                "%",
                "a ",
                " a",
                "!t",
                "&a",
                "*a",
                "[",
                "{}",
                "|",
                ">",
                "'",
                "\"",
                "\\",
                "\n",
                "a\nb\n",
                "\t",
                "é",
                "🧵",
                "\u2028",
                "\uFEFF",
                "\u0085",
                "\u001b[31m",
                "---",
                "...",
                "2026-11-24",
                "12:30:45",
                "=",
                "<<",
                "64Gi",
                "10.0.0.1",
                "10.0.0.0/8",
                "a, b",
                "a b (c)",
                "500m",
                "0o17",
                "+1",
                "_1");
        if (random.nextBoolean()) {
            return awkward.get(random.nextInt(awkward.size()));
        }
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            out.append(awkward.get(random.nextInt(awkward.size())));
        }
        return out.toString();
    }
}
