package dev.heddle.verify.label;

import dev.heddle.verify.Contract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A contract with slices as numbers, and what it says of outputs. Immutable. */
public final class Labels {
    /** The label of what enters from no slice: a port that nobody declared, or a VNI that is nobody's. */
    public static final int NONE = 0;

    /** The bits of a tunnel's key that the switch sends. */
    public static final int VNI_MASK = 0xffffff;

    private static final int SPARE_NAMES = 64;

    private final Contract contract;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> byPort = new HashMap<>();
    private final Map<Integer, Integer> byVni = new HashMap<>();

    public Labels(Contract contract) {
        this(contract, List.of(""));
    }

    private Labels(Contract contract, List<String> known) {
        this.contract = contract;
        names.addAll(known);
        for (int i = 1; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        contract.vnis().forEach((slice, vni) -> byVni.put(vni, number(slice)));
        for (Contract.Port port : contract.ports().values()) {
            byPort.put(port.number(), port.slice() == null ? NONE : number(port.slice()));
        }
    }

    /** Those of another contract, in which slices keep their numbers. */
    Labels next(Contract now) {
        return new Labels(now, names);
    }

    /** Whether most of the numbers are of slices that are no more. */
    boolean isWorn() {
        return names.size() > 2 * contract.vnis().size() + SPARE_NAMES;
    }

    private int number(String slice) {
        return numbers.computeIfAbsent(slice, s -> {
            names.add(s);
            return names.size() - 1;
        });
    }

    public Contract contract() {
        return contract;
    }

    /** The slice's name, or null for {@link #NONE}. */
    public @Nullable String name(int label) {
        return label == NONE ? null : names.get(label);
    }

    public int ofVni(int vni) {
        return byVni.getOrDefault(vni, NONE);
    }

    public int ofPort(int port) {
        return byPort.getOrDefault(port, NONE);
    }

    /** Whether a packet under the label may leave by an access port, the local port among them. */
    public boolean mayLeaveBy(int label, int port) {
        Integer to = byPort.get(port);
        if (to == null && contract.complete() && !isReserved(port)) {
            return true;
        }
        return allows(label, to == null ? NONE : to);
    }

    /** Whether it may leave by the tunnel under this VNI, of which the switch sends the lowest 24 bits. */
    public boolean mayLeaveWith(int label, long vni) {
        return allows(label, ofVni((int) (vni & VNI_MASK)));
    }

    /** Two of these labels that must not meet, in words. */
    Optional<String> apart(Set<Integer> of) {
        for (int a : of) {
            for (int b : of) {
                if (a < b && !(allows(a, b) && allows(b, a))) {
                    return Optional.of(words(a) + " and " + words(b));
                }
            }
        }
        return Optional.empty();
    }

    private String words(int label) {
        return label == NONE ? "what is of no slice" : "slice " + names.get(label);
    }

    private boolean allows(int from, int to) {
        return from == to || (from != NONE && to != NONE && contract.allows(names.get(from), names.get(to)));
    }

    private static boolean isReserved(int port) {
        return port < 0 && port >= 0xffffff00;
    }
}
