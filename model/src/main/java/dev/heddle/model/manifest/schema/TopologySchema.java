package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.spec.TopologySpec.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Topology: tiers that make a forest. */
final class TopologySchema {
    private static final Field<Tier, String> NAME = Field.required(
            "name", Types.WORD, Tier::name, "the tier's name, the value in locations; unique in the topology");
    private static final Field<Tier, String> PARENT =
            Field.optional("parent", Types.WORD, Tier::parent, "the name of the tier that it is a part of");
    private static final Field<Tier, String> LEVEL =
            Field.required("level", Types.WORD, Tier::level, "the key in locations, as rack");
    private static final Field<Tier, Long> BANDWIDTH = ResourceFields.amount(
            "bandwidth", ResourceFields.BANDWIDTH, Tier::bandwidth, "bit/s of its links outwards, as 400Gbps");
    private static final Field<Tier, Long> OVERSUBSCRIPTION = ResourceFields.amount(
            "oversubscription",
            new RatioType(),
            Tier::oversubscription,
            "how many times its hosts' links exceed its links outwards, as 4");

    private static final ObjectType<Tier> TIER = ObjectType.of(
                    List.of(NAME, PARENT, LEVEL, BANDWIDTH, OVERSUBSCRIPTION),
                    values -> new Tier(
                            values.get(NAME),
                            values.find(PARENT),
                            values.get(LEVEL),
                            values.findLong(BANDWIDTH),
                            values.findLong(OVERSUBSCRIPTION)))
            .checked(TopologySchema::checkTier);

    private static final Field<TopologySpec, List<Tier>> TIERS =
            Field.required("tiers", Types.list(TIER), TopologySpec::tiers, "a list of sites, pods, racks");

    static final ObjectType<TopologySpec> SPEC = ObjectType.of(
                    List.of(TIERS), values -> new TopologySpec(values.get(TIERS)))
            .checked(TopologySchema::check);

    private TopologySchema() {}

    private static void checkTier(Values values) {
        OptionalLong ratio = values.findLong(OVERSUBSCRIPTION);
        if (values.find(BANDWIDTH).isPresent() && ratio.isPresent()) {
            values.wrong(
                    ManifestError.CONTRADICTION,
                    OVERSUBSCRIPTION.name(),
                    "written beside bandwidth, expected one of the two");
        }
    }

    private static void check(Values values) {
        List<Tier> tiers = values.find(TIERS).orElse(List.of());
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < tiers.size(); i++) {
            String name = tiers.get(i).name();
            Integer earlier = byName.putIfAbsent(name, i);
            if (earlier != null) {
                String words = "%s is that of tiers[%d] too, expected each once".formatted(name, earlier);
                wrong(values, ManifestError.DUPLICATE_VALUE, i, "name", words);
            }
        }
        for (int i = 0; i < tiers.size(); i++) {
            checkParent(values, tiers, byName, i);
        }
        if (!checkCycles(values, tiers, byName)) {
            checkDepth(values, tiers, byName);
        }
    }

    /** No host lies deeper. Only for trees. */
    private static void checkDepth(Values values, List<Tier> tiers, Map<String, Integer> byName) {
        for (int i = 0; i < tiers.size(); i++) {
            int levels = 0;
            for (int at = i; at >= 0 && levels <= HostSpec.DEEPEST_LOCATION; at = parent(tiers, byName, at)) {
                levels++;
            }
            if (levels > HostSpec.DEEPEST_LOCATION) {
                String words = "lies more than %d levels deep, expected at most as many as a host's location has"
                        .formatted(HostSpec.DEEPEST_LOCATION);
                wrong(values, ManifestError.OUT_OF_RANGE, i, "parent", words);
            }
        }
    }

    private static void checkParent(Values values, List<Tier> tiers, Map<String, Integer> byName, int i) {
        Tier tier = tiers.get(i);
        if (tier.parent().isEmpty()) {
            return;
        }
        Integer parent = byName.get(tier.parent().get());
        if (parent == null) {
            String words = "%s is no tier of this topology, expected one of them"
                    .formatted(tier.parent().get());
            wrong(values, ManifestError.UNKNOWN_PARENT, i, "parent", words);
        } else if (parent != i && tiers.get(parent).level().equals(tier.level())) {
            String words = "%s is the level of the parent too, expected one further in".formatted(tier.level());
            wrong(values, ManifestError.CONTRADICTION, i, "level", words);
        }
    }

    /** Follows the parents; each cycle is told once, at the first of its tiers. Answers whether there is one. */
    private static boolean checkCycles(Values values, List<Tier> tiers, Map<String, Integer> byName) {
        int[] seenFrom = new int[tiers.size()];
        Arrays.fill(seenFrom, -1);
        boolean found = false;
        for (int start = 0; start < tiers.size(); start++) {
            int at = start;
            while (at >= 0 && seenFrom[at] < 0) {
                seenFrom[at] = start;
                at = parent(tiers, byName, at);
            }
            if (at < 0 || seenFrom[at] != start) {
                continue;
            }
            List<Integer> cycle = new ArrayList<>();
            for (int i = at; cycle.isEmpty() || i != at; i = parent(tiers, byName, i)) {
                cycle.add(i);
            }
            Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
            cycle.add(cycle.getFirst());
            String names = cycle.stream().map(i -> tiers.get(i).name()).collect(Collectors.joining(" in "));
            String words = "tiers lie in each other: %s, expected a tree".formatted(names);
            wrong(values, ManifestError.CYCLE, cycle.getFirst(), "parent", words);
            found = true;
        }
        return found;
    }

    private static int parent(List<Tier> tiers, Map<String, Integer> byName, int tier) {
        return tiers.get(tier)
                .parent()
                .map(name -> byName.getOrDefault(name, -1))
                .orElse(-1);
    }

    private static void wrong(Values values, ManifestError error, int tier, String field, String message) {
        values.wrong(error, "tiers[%d].%s".formatted(tier, field), message);
    }
}
