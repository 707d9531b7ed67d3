package dev.heddle.simulator.ovsdb;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The names that a transaction gives to its new rows; one may be used before the insert that it names. */
final class Names {
    private static final class Named {
        private UUID uuid;
        private boolean inserted;

        Named(UUID uuid) {
            this.uuid = uuid;
        }
    }

    private final Map<String, Named> byName = new HashMap<>();
    private final Supplier<UUID> fresh;

    Names(Supplier<UUID> fresh) {
        this.fresh = fresh;
    }

    UUID use(String name) {
        return named(name).uuid;
    }

    /** @throws Refusal if another row was named so */
    UUID insert(JsonNode name) throws Refusal {
        Named named = named(name.stringValue());
        if (named.inserted) {
            throw Refusal.about(
                    name, "duplicate uuid-name", "This \"uuid-name\" appeared on an earlier \"insert\" operation.");
        }
        named.inserted = true;
        return named.uuid;
    }

    /** Likewise for a row whose id the client gives. */
    void insert(JsonNode name, UUID uuid) throws Refusal {
        insert(name);
        named(name.stringValue()).uuid = uuid;
    }

    private Named named(String name) {
        return byName.computeIfAbsent(name, each -> new Named(fresh.get()));
    }
}
