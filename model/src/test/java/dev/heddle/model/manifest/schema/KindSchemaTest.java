package dev.heddle.model.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class KindSchemaTest {
    /** Every field of every object has a type and a description: what is published is complete. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void publishesACompleteSchema(Kind kind) {
        ObjectNode schema = KindSchema.of(kind).manifest().schema();
        assertThat(schema.get("required").toString()).contains("apiVersion", "kind", "metadata");
        assertThat(schema.get("properties").propertyNames())
                .containsExactly("apiVersion", "kind", "metadata", "spec", "status", "effective");
        checkComplete(schema);
        assertThat(schema.toString()).doesNotContain("oneOf");
    }

    private static void checkComplete(JsonNode object) {
        assertThat(object.get("additionalProperties").asBoolean()).isFalse();
        for (var property : object.get("properties").properties()) {
            JsonNode value = property.getValue();
            if (value.has("readOnly") || value.has("not")) {
                continue;
            }
            assertThat(value.get("type")).as(property.getKey()).isNotNull();
            assertThat(value.get("description").asString())
                    .as(property.getKey())
                    .isNotBlank();
            if (value.has("properties")) {
                checkComplete(value);
            }
            if (value.has("items") && value.get("items").has("properties")) {
                checkComplete(value.get("items"));
            }
        }
    }

    @Test
    void publishesDefaultsAndRanges() {
        JsonNode spec = KindSchema.of(Kind.SLICE).spec().schema();
        assertThat(spec.at("/properties/mtu").toString())
                .isEqualTo(
                        "{\"type\":\"integer\",\"minimum\":576,\"maximum\":65535,\"description\":\"bytes in a packet of"
                                + " every port; at least 1280 with an IPv6 subnet\",\"default\":1450}");
        assertThat(spec.get("required").toString()).isEqualTo("[\"network\",\"subnets\"]");
    }
}
