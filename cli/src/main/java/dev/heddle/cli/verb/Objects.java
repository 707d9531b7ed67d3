package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What addresses name, as read.
 *
 * @param refused what the controller did not give
 * @param missing names that no tenant has
 */
record Objects(List<JsonNode> found, List<Reply> refused, List<Address> missing) {
    private static final int PAGE = 500;

    /** @param selector for lists; null for all */
    static Objects read(ApiClient client, List<Address> addresses, @Nullable String selector) {
        Objects out = new Objects(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Address address : addresses) {
            if (address.isOne()) {
                out.one(client.get(address.path()));
            } else {
                out.all(client, address, selector);
            }
        }
        return out;
    }

    private void one(Reply reply) {
        if (reply.isGood()) {
            found.add(reply.json());
        } else {
            refused.add(reply);
        }
    }

    private void all(ApiClient client, Address address, @Nullable String selector) {
        int before = found.size();
        String next = "";
        do {
            Query query = new Query().with("limit", Integer.toString(PAGE));
            if (address.name() != null) {
                query.with("name", address.name());
            }
            if (selector != null) {
                query.with("labelSelector", selector);
            }
            if (!next.isEmpty()) {
                query.with("continue", next);
            }
            Reply reply = client.get(query.of(address.path()));
            if (!reply.isGood()) {
                refused.add(reply);
                return;
            }
            JsonNode list = reply.json();
            list.path("items").forEach(found::add);
            next = list.path("metadata").path("continue").asString("");
        } while (!next.isEmpty());
        if (address.name() != null && found.size() == before) {
            missing.add(address);
        }
    }
}
