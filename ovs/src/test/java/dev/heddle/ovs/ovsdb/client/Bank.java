package dev.heddle.ovs.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.ovsdb.RowFilter;
import dev.heddle.ovs.ovsdb.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Data in which each transaction keeps what half of one breaks: a branch's accounts together hold the same sum at all times, and
 * the branch counts its accounts and their transfers.
 */
final class Bank {
    static final String NAME = "Bank";
    static final int BRANCHES = 4;

    private static final int ACCOUNTS = 5;
    private static final int NAMES = 12;
    private static final long BALANCE = 100;

    private Bank() {}

    /** The branches, each with its accounts. */
    static List<Operation> found() {
        List<Operation> out = new ArrayList<>();
        for (int branch = 0; branch < BRANCHES; branch++) {
            out.add(Operation.insert(
                    "Branch", "", Map.of("number", OvsdbValue.of(branch), "accounts", OvsdbValue.of(ACCOUNTS))));
            for (int i = 0; i < ACCOUNTS; i++) {
                out.add(Operation.insert("Account", "", account(branch, i, BALANCE)));
            }
        }
        return out;
    }

    private static Map<String, OvsdbValue> account(int branch, int number, long balance) {
        return Map.of(
                "name", OvsdbValue.of(name(branch, number)),
                "branch", OvsdbValue.of(branch),
                "balance", OvsdbValue.of(balance));
    }

    private static String name(int branch, int number) {
        return branch + "-" + number;
    }

    /** Some of them are refused: of a transfer the balance may not go below 0, and accounts come and go. */
    static List<Operation> transaction(Random random, Collection<Row> accounts) {
        int branch = random.nextInt(BRANCHES);
        String one = name(branch, random.nextInt(NAMES));
        int second = random.nextInt(NAMES);
        String two = name(branch, second);
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> one.equals(two) ? List.of() : transfer(branch, one, two, 1 + random.nextInt(60));
            case 4 -> open(branch, second, one);
            case 5 ->
                accounts.stream()
                        .filter(row -> row.text("name").equals(one) && !one.equals(two))
                        .findFirst()
                        .map(row -> close(branch, row, two))
                        .orElse(List.of());
            default -> List.of(decorate(random, one), decorate(random, two));
        };
    }

    private static List<Operation> transfer(int branch, String from, String to, long amount) {
        return List.of(
                exists(from),
                exists(to),
                change("Account", named(from), add("balance", -amount), add("transfers", 1)),
                change("Account", named(to), add("balance", amount)),
                change("Branch", numbered(branch), add("transfers", 1)));
    }

    private static List<Operation> open(int branch, int number, String friend) {
        return List.of(
                Operation.update("Account", Map.of("friend", OvsdbValue.named("opened")), named(friend)),
                Operation.insert("Account", "opened", account(branch, number, 0)),
                change("Branch", numbered(branch), add("accounts", 1)));
    }

    /** What the account holds goes to another, as long as it is still what was seen. */
    private static List<Operation> close(int branch, Row row, String heir) {
        long balance = row.number("balance").orElseThrow();
        long transfers = row.number("transfers").orElseThrow();
        return List.of(
                exists(heir),
                Operation.require(
                        "Account",
                        Map.of("balance", OvsdbValue.of(balance), "transfers", OvsdbValue.of(transfers)),
                        named(row.text("name"))),
                Operation.delete("Account", named(row.text("name"))),
                change("Account", named(heir), add("balance", balance), add("transfers", transfers)),
                change("Branch", numbered(branch), add("accounts", -1)));
    }

    private static Operation decorate(Random random, String name) {
        OvsdbValue tag = OvsdbValue.texts(List.of("t" + random.nextInt(4), "t" + random.nextInt(4)));
        OvsdbValue note = OvsdbValue.map(Map.of("k" + random.nextInt(3), "v" + random.nextInt(3)));
        return switch (random.nextInt(7)) {
            case 0 ->
                Operation.update(
                        "Account",
                        Map.of("rate", OvsdbValue.of(new dev.heddle.ovs.ovsdb.Atom.Real(random.nextInt(9) / 4.0))),
                        named(name));
            case 1 -> Operation.update("Account", Map.of("open", OvsdbValue.of(random.nextBoolean())), named(name));
            case 2 -> Operation.update("Account", Map.of("limit", OvsdbValue.of(random.nextInt(9))), named(name));
            case 3 -> Operation.update("Account", Map.of("limit", OvsdbValue.NONE), named(name));
            case 4 ->
                Operation.mutate(
                        "Account", List.of(Mutation.insert("tags", tag), Mutation.insert("notes", note)), named(name));
            case 5 ->
                Operation.mutate(
                        "Account", List.of(Mutation.delete("tags", tag), Mutation.delete("notes", note)), named(name));
            default -> Operation.update("Account", Map.of("notes", note, "friend", OvsdbValue.NONE), named(name));
        };
    }

    private static Operation exists(String name) {
        return new Operation.Wait(
                "Account",
                List.of(named(name)),
                List.of("name"),
                true,
                List.of(new TreeMap<>(Map.of("name", OvsdbValue.of(name)))),
                OptionalLong.of(0));
    }

    private static Operation change(String table, Condition which, Mutation... mutations) {
        return Operation.mutate(table, List.of(mutations), which);
    }

    private static Mutation add(String column, long amount) {
        return new Mutation(column, Mutation.Mutator.ADD, OvsdbValue.of(amount));
    }

    private static Condition named(String name) {
        return Condition.equal("name", OvsdbValue.of(name));
    }

    private static Condition numbered(int branch) {
        return Condition.equal("number", OvsdbValue.of(branch));
    }

    /** All columns of the rows of these branches. */
    static MonitorRequest branches(Schema schema, Set<Integer> branches) {
        return MonitorRequest.everything(schema)
                .filtered("Branch", filter("number", branches))
                .filtered("Account", filter("branch", branches));
    }

    private static RowFilter filter(String column, Set<Integer> branches) {
        return new RowFilter.AnyOf(branches.stream()
                .map(branch -> Condition.equal(column, OvsdbValue.of(branch)))
                .toList());
    }

    /**
     * What is true of the database between any two transactions is true of this.
     *
     * @return the transfers of each branch that is seen
     */
    static Map<Long, Long> check(Replica replica, String when) {
        Map<Long, long[]> sums = new TreeMap<>();
        for (Row account : replica.rows("Account")) {
            long[] sum = sums.computeIfAbsent(account.number("branch").orElseThrow(), _ -> new long[3]);
            sum[0]++;
            sum[1] += account.number("balance").orElseThrow();
            sum[2] += account.number("transfers").orElseThrow();
        }
        Map<Long, Long> transfers = new TreeMap<>();
        for (Row branch : replica.rows("Branch")) {
            long number = branch.number("number").orElseThrow();
            long[] sum = Optional.ofNullable(sums.get(number)).orElseGet(() -> new long[3]);
            assertThat(sum)
                    .as("%s: branch %d: accounts, money, transfers", when, number)
                    .containsExactly(
                            branch.number("accounts").orElseThrow(),
                            ACCOUNTS * BALANCE,
                            branch.number("transfers").orElseThrow());
            transfers.put(number, sum[2]);
        }
        assertThat(new TreeSet<>(sums.keySet())).as("%s: branches", when).isEqualTo(transfers.keySet());
        return transfers;
    }
}
