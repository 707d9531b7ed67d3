package dev.heddle.simulator.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.BadMessage;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import dev.heddle.ovs.testing.RealOvsdb;
import java.io.IOException;
import java.math.MathContext;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same random transactions and monitors to a real ovsdb-server and to ours: the same results, errors and updates. What order
 * rows come in, and which of several things that are wrong is told, is the servers' own business.
 */
class DatabaseComparisonTest {
    private static final Path VSWITCH = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final int CLIENTS = 3;
    private static final String ID = "11111111-2222-4333-8444-555555555555";
    private static final String NETFLOW =
            "{'op':'insert','table':'NetFlow','uuid':'" + ID + "','row':{'targets':'a','engine_id':250}}";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_schema_with_everything_in_it(long seed) {
        run(seed, every(), 700);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void the_schema_of_hosts(long seed) {
        run(seed, VSWITCH, 500);
    }

    @Test
    void locks_and_requests_of_every_kind() {
        Random random = new Random(5);
        try (RealOvsdb real = RealOvsdb.standalone(VSWITCH)) {
            SimDatabase ours = new SimDatabase(schema(VSWITCH), 5);
            List<Peer> theirs = new ArrayList<>();
            List<Peer> mine = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                theirs.add(Peer.real(real.socket()));
                mine.add(Peer.simulated(ours));
            }
            for (int step = 1; step <= 400; step++) {
                int client = random.nextInt(CLIENTS);
                JsonNode message = request(random, step);
                theirs.get(client).send(message);
                mine.get(client).send(message);
                for (int i = 0; i < CLIENTS; i++) {
                    assertThat(normal(mine.get(i).hear()))
                            .as("step %d client %d after %d: %s", step, i, client, message)
                            .isEqualTo(normal(theirs.get(i).hear()));
                }
            }
            theirs.forEach(Peer::close);
        }
    }

    /** What is wrong with one value of one row is told word by word. */
    @Test
    void errors_in_words() {
        String[] all = {
            "{'op':'insert','table':'Port','row':{'tag':5000}}",
            "{'op':'insert','table':'Port','row':{'tag':-1}}",
            "{'op':'insert','table':'Port','row':{'trunks':['set',[1,1]]}}",
            "{'op':'insert','table':'Port','row':{'vlan_mode':'none'}}",
            "{'op':'insert','table':'Port','row':{'tag':['set',[1,2]]}}",
            "{'op':'insert','table':'Port','row':{'interfaces':['set',[]]}}",
            "{'op':'insert','table':'Port','row':{'interfaces':['uuid','x']}}",
            "{'op':'insert','table':'Port','row':{'interfaces':['named-uuid','x y']}}",
            "{'op':'insert','table':'Port','row':{'external_ids':['map',[['a','b'],['a','c']]]}}",
            "{'op':'insert','table':'Port','row':{'external_ids':['map',[['a']]]}}",
            "{'op':'insert','table':'Port','row':{'name':['set',['a','b']]}}",
            "{'op':'insert','table':'Port','row':{'fake_bridge':'true'}}",
            "{'op':'insert','table':'Port','row':{},'uuid':'" + ID + "'}",
            "{'op':'insert','table':'Interface','row':{'ofport_request':0}}",
            "{'op':'insert','table':'Interface','row':{'mtu_request':0}}",
            "{'op':'insert','table':'Controller','row':{'max_backoff':999}}",
            "{'op':'insert','table':'Controller','row':{'target':['uuid','x']}}",
            "{'op':'insert','table':'Flow_Sample_Collector_Set','row':{'id':4294967296}}",
            "{'op':'insert','table':'CT_Timeout_Policy','row':{'timeouts':['map',[['never',1]]]}}",
            "{'op':'insert','table':'Bridge','row':{'protocols':['set',['OpenFlow10','OpenFlow99']]}}",
            "{'op':'insert','table':'Queue','row':{'dscp':64}}",
            "{'op':'insert','table':'Queue','row':{'dscp':1.5}}",
            "{'op':'insert','table':'Queue','row':{'dscp':64.0}}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['targets','delete','a']]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['engine_id','insert',5]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['engine_id','+=',200]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','-=',5]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','/=',0]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','%=',0]]}",
            NETFLOW
                    + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','+=',9223372036854775807],['active_timeout','+=',1]]}",
            NETFLOW
                    + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','*=',1000],['active_timeout','*=',9223372036854775807]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['targets','+=',1]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[],'mutations':[['active_timeout','insert',1]]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[['targets','<','a']],'mutations':[]}",
            NETFLOW + ",{'op':'mutate','table':'NetFlow','where':[['engine_id','<',['set',[]]]],'mutations':[]}",
            NETFLOW + ",{'op':'update','table':'NetFlow','where':[['external_ids','==','a']],'row':{}}",
            "{'op':'insert','table':'Bridge','row':{'name':'b','flood_vlans':['set',[1,2]]},'uuid':'" + ID
                    + "'},{'op':'mutate','table':'Bridge','where':[],'mutations':[['flood_vlans','*=',0]]}",
            "{'op':'update','table':'Bridge','where':[],'row':{'name':'x'}}",
            "{'op':'update','table':'Bridge','where':[],'row':{'_uuid':['uuid','" + ID + "']}}",
            "{'op':'mutate','table':'Bridge','where':[],'mutations':[['name','+=',1]]}",
            "{'op':'insert','table':'Open_vSwitch','row':{},'uuid':'" + ID
                    + "'},{'op':'insert','table':'Open_vSwitch','row':{},'uuid':'" + ID.replace('1', '2') + "'}",
            "{'op':'insert','table':'Bridge','row':{},'uuid':'x'}",
            "{'op':'insert','table':'Bridge','row':{},'uuid':'" + ID
                    + "'},{'op':'insert','table':'Bridge','row':{},'uuid':'" + ID + "'}",
            "{'op':'insert','table':'Bridge','row':{},'uuid-name':'a-b'}",
            "{'op':'wait','table':'Bridge','where':[],'until':'==','rows':[{}],'timeout':-1}",
            "{'op':'wait','table':'Bridge','where':[],'until':'<','rows':[],'timeout':0}",
            "{'op':'wait','table':'Bridge','where':[],'columns':['name','name'],'until':'==','rows':[],'timeout':0}",
            "{'op':'select','table':'Bridge','where':[],'columns':['name',1]}",
            "{'op':'select','table':'Bridge','where':[[1,2,3]]}",
            "{'op':'select','where':[]}",
            "{'op':'select','table':'Bridge'}",
            "{'op':'select','table':'Bridge','where':[],'b':2}",
            "{'op':1}",
            "{}",
            "7"
        };
        try (RealOvsdb real = RealOvsdb.standalone(VSWITCH)) {
            Peer theirs = Peer.real(real.socket());
            Peer mine = Peer.simulated(new SimDatabase(schema(VSWITCH), 5));
            for (int i = 0; i < all.length; i++) {
                JsonNode message = Peer.request(
                        "transact", json("['Open_vSwitch'," + all[i] + "]"), JsonNodeFactory.instance.numberNode(i));
                theirs.send(message);
                mine.send(message);
                JsonNode expected = theirs.hear().getFirst();
                assertThat(mine.hear().getFirst()).as(all[i]).isEqualTo(expected);
            }
            theirs.close();
        }
    }

    private static JsonNode json(String text) {
        try {
            return OvsdbWire.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (BadMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode request(Random random, int step) {
        String lock = "l" + random.nextInt(2);
        String[][] all = {
            {"lock", "[\"%s\"]"},
            {"lock", "[\"%s\"]"},
            {"steal", "[\"%s\"]"},
            {"unlock", "[\"%s\"]"},
            {"unlock", "[\"%s\"]"},
            {"unlock", "[\"%s\"]"},
            {"transact", "[\"Open_vSwitch\",{\"op\":\"assert\",\"lock\":\"%s\"}]"},
            {"transact", "[\"Open_vSwitch\",{\"op\":\"assert\",\"lock\":\"%s\"}]"},
            {
                "transact",
                "[\"Open_vSwitch\",{\"op\":\"comment\",\"comment\":\"%s\"},{\"op\":\"commit\",\"durable\":true}]"
            },
            {"transact", "[\"Open_vSwitch\"]"},
            {"transact", "[\"%s\"]"},
            {"transact", "[]"},
            {"lock", "[\"%s x\"]"},
            {"lock", "[1]"},
            {"unlock", "[\"%s\",2]"},
            {"get_schema", "[\"Nobody\"]"},
            {"get_schema", "[1]"},
            {"monitor_cancel", "[\"%s\"]"},
            {"monitor_cancel", "[1,2]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\"]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",[]]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Nowhere\":{}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":{\"columns\":[1]}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":{\"columns\":[\"tag\",\"tag\"]}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":{\"columns\":[\"nothing\"]}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":{\"more\":1}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":{\"select\":{\"insert\":1}}}]"},
            {"monitor_cond", "[\"Open_vSwitch\",\"%s\",{\"Port\":[{\"columns\":[\"tag\"]}]}]"},
            {"monitor_cond_since", "[\"Open_vSwitch\",\"%s\",{},1]"},
            {"monitor_cond_since", "[\"Open_vSwitch\",\"%s\",{},\"x\"]"},
            {"monitor_cond_change", "[\"%s\",\"%s\",{\"Nowhere\":[]}]"},
            {"monitor_cond_change", "[\"%s\",\"%s\",{\"Bridge\":[]}]"},
            {"monitor_cond_change", "[\"%s\",\"%s\",{\"Port\":{}}]"},
            {"monitor_cond_change", "[\"%s\",\"%s\",{\"Port\":[{\"columns\":[\"tag\"]}]}]"},
            {"monitor_cond_change", "[\"%s\",\"%s\"]"},
            {"set_db_change_aware", "[true]"},
            {"set_db_change_aware", "[1]"},
            {"echo", "[\"%s\",{\"a\":null}]"},
            {"nothing", "[]"}
        };
        String[] chosen = all[random.nextInt(all.length)];
        return Peer.request(chosen[0], json(chosen[1].replace("%s", lock)), JsonNodeFactory.instance.numberNode(step));
    }

    @Test
    @Tag("soak")
    void for_long() {
        for (long seed = 100; seed < 140; seed++) {
            run(seed, seed % 3 == 0 ? VSWITCH : every(), 5000);
        }
    }

    static Path every() {
        try {
            return Path.of(Objects.requireNonNull(DatabaseComparisonTest.class.getResource("every.ovsschema"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static DatabaseSchema schema(Path file) {
        try {
            return DatabaseSchema.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(long seed, Path file, int steps) {
        DatabaseSchema schema = schema(file);
        try (RealOvsdb real = RealOvsdb.standalone(file)) {
            SimDatabase ours = new SimDatabase(schema, seed);
            List<Peer> theirs = new ArrayList<>();
            List<Peer> mine = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                theirs.add(Peer.real(real.socket()));
                mine.add(Peer.simulated(ours));
            }
            Script script = new Script(seed, schema);
            Map<String, Integer> seen = new TreeMap<>();
            for (int step = 1; step <= steps; step++) {
                Script.Step next = script.next(step);
                JsonNode message = whole(next.message());
                theirs.get(next.client()).send(message);
                mine.get(next.client()).send(message);
                // the one who acts first: the others are told of what he did
                for (int i = 0; i < CLIENTS; i++) {
                    int client = (next.client() + i) % CLIENTS;
                    List<JsonNode> expected = normal(theirs.get(client).hear());
                    List<JsonNode> found = normal(mine.get(client).hear());
                    assertThat(found)
                            .as("seed %d step %d client %d after %s", seed, step, client, message)
                            .isEqualTo(expected);
                    expected.forEach(each -> seen.merge(kind(each), 1, Integer::sum));
                }
            }
            theirs.forEach(Peer::close);
            assertThat(seen).as("seed %d", seed).containsKeys("done", "constraint violation", "timed out");
            assertThat(seen.get("done")).as("seed %d: %s", seed, seen).isGreaterThan(steps / 5);
        }
    }

    private static String kind(JsonNode message) {
        if (message.has("method")) {
            return message.get("method").stringValue();
        }
        if (!message.has("result")) {
            return "refused";
        }
        for (JsonNode each : message.get("result")) {
            if (each.has("error")) {
                return each.get("error").stringValue();
            }
        }
        return message.get("result").isArray() ? "done" : "watched";
    }

    /** What is told between two answers, of several monitors, comes in any order. */
    private static List<JsonNode> normal(List<JsonNode> messages) {
        List<JsonNode> out = new ArrayList<>();
        List<JsonNode> told = new ArrayList<>();
        for (JsonNode message : messages) {
            told.add(normal(message));
            if (!message.has("method")) {
                JsonNode answer = told.removeLast();
                told.sort(Comparator.comparing(JsonNode::toString));
                out.addAll(told);
                out.add(answer);
                told.clear();
            }
        }
        told.sort(Comparator.comparing(JsonNode::toString));
        out.addAll(told);
        return out;
    }

    /** Sets, maps and rows in one order; of an index that is broken not which row is called the first. */
    private static JsonNode normal(JsonNode json) {
        if (json.isObject()) {
            TreeMap<String, JsonNode> out = new TreeMap<>();
            json.properties().forEach(member -> {
                if (member.getKey().equals("rows") && member.getValue().isArray()) {
                    out.put("rows", sorted(member.getValue()));
                } else if (member.getKey().equals("details")) {
                    String told = ambiguous(member.getValue().stringValue());
                    out.put("details", JsonNodeFactory.instance.stringNode(told));
                } else if (!member.getKey().equals("_version")) {
                    out.put(member.getKey(), normal(member.getValue()));
                }
            });
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            out.forEach(sorted::set);
            return sorted;
        }
        if (json.isArray()) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            boolean tagged = json.size() == 2
                    && json.get(1).isArray()
                    && (json.get(0).toString().equals("\"set\"")
                            || json.get(0).toString().equals("\"map\""));
            if (tagged) {
                return out.add(json.get(0)).add(sorted(json.get(1)));
            }
            json.forEach(element -> out.add(normal(element)));
            return out;
        }
        return whole(json);
    }

    /** Without what names one of several: that is compared in {@link #errors_in_words}. */
    private static String ambiguous(String details) {
        return details.replaceFirst("  First row.*", "")
                .replaceFirst("^Transaction causes multiple rows in .* for index.*", "identical values")
                .replaceFirst("^Table .* references nonexistent.*", "nonexistent")
                .replaceFirst("^Deletion of .* weak reference.*", "weak references gone")
                .replaceFirst("^cannot delete .*", "cannot delete")
                .replaceFirst("^transaction causes .* table to contain .*", "too many rows");
    }

    /** Numbers as OVS writes them: to 15 digits, and without a fraction where there is none. */
    private static JsonNode whole(JsonNode json) {
        if (json.isNumber() && json.doubleValue() == Math.rint(json.doubleValue())) {
            return JsonNodeFactory.instance.numberNode(
                    json.isIntegralNumber() ? json.longValue() : (long) json.doubleValue());
        }
        if (json.isNumber()) {
            return JsonNodeFactory.instance.numberNode(json.decimalValue().round(new MathContext(14)));
        }
        if (json.isArray()) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> out.add(whole(element)));
            return out;
        }
        if (json.isObject()) {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(member -> out.set(member.getKey(), whole(member.getValue())));
            return out;
        }
        return json;
    }

    private static ArrayNode sorted(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(element -> elements.add(normal(element)));
        elements.sort(Comparator.comparing(JsonNode::toString));
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }

    /** What the clients do, by seed. */
    private static final class Script {
        record Step(int client, JsonNode message) {}

        private record Watch(int client, JsonNode id, ObjectNode requests, boolean filtered) {}

        private final Random random;
        private final DatabaseSchema schema;
        private final RandomTransactions transactions;
        private final List<Watch> watches = new ArrayList<>();

        Script(long seed, DatabaseSchema schema) {
            this.random = new Random(seed);
            this.schema = schema;
            this.transactions = new RandomTransactions(random, schema.schema(), 250);
        }

        Step next(int step) {
            int client = random.nextInt(CLIENTS);
            JsonNode id = JsonNodeFactory.instance.numberNode(step);
            if (step % 10 == 0) {
                return new Step(client, Peer.request("transact", everyRow(), id));
            }
            int choice = random.nextInt(40);
            if (choice < 2 && watches.size() < 8) {
                return watch(client, id, step);
            }
            if (choice == 2 && !watches.isEmpty()) {
                Watch ended = watches.remove(random.nextInt(watches.size()));
                return new Step(
                        ended.client(),
                        Peer.request(
                                "monitor_cancel",
                                JsonNodeFactory.instance.arrayNode().add(ended.id()),
                                id));
            }
            if (choice == 3 && watches.stream().anyMatch(Watch::filtered)) {
                Watch changed =
                        watches.stream().filter(Watch::filtered).findFirst().get();
                ArrayNode params =
                        JsonNodeFactory.instance.arrayNode().add(changed.id()).add(changed.id());
                params.add(transactions.refiltered(changed.requests()));
                return new Step(changed.client(), Peer.request("monitor_cond_change", params, id));
            }
            return new Step(client, Peer.request("transact", transactions.next(), id));
        }

        private ArrayNode everyRow() {
            ArrayNode out =
                    JsonNodeFactory.instance.arrayNode().add(schema.schema().database());
            schema.schema().tables().keySet().forEach(table -> {
                ObjectNode operation = JsonNodeFactory.instance.objectNode();
                operation.put("op", "select").put("table", table).putArray("where");
                out.add(operation);
            });
            return out;
        }

        private Step watch(int client, JsonNode id, int step) {
            DatabaseMonitor.Form form = DatabaseMonitor.Form.values()[random.nextInt(3)];
            boolean filtered = form != DatabaseMonitor.Form.PLAIN;
            ObjectNode requests = transactions.watched(filtered);
            JsonNode monitor = JsonNodeFactory.instance.stringNode("m" + step);
            watches.add(new Watch(client, monitor, requests, filtered));
            ArrayNode params = JsonNodeFactory.instance
                    .arrayNode()
                    .add(schema.schema().database())
                    .add(monitor)
                    .add(requests);
            if (form == DatabaseMonitor.Form.SINCE) {
                params.add("00000000-0000-0000-0000-000000000000");
            }
            return new Step(client, Peer.request(form.request, params, id));
        }
    }
}
