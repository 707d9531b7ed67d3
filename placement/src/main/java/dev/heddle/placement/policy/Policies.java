package dev.heddle.placement.policy;

import java.util.List;
import java.util.OptionalDouble;

/** All policies by the names that the command line knows. */
public final class Policies {
    public static final List<String> NAMES =
            List.of("heddle", "first-fit", "least-free", "kueue-bestfit", "slurm-tree");

    private Policies() {}

    /**
     * A fresh policy for one replay.
     *
     * @param patience seconds that a gang may wait for a better place; the policy's own default where empty. Policies that
     *     never wait ignore it
     * @throws IllegalArgumentException for a name that is none of {@link #NAMES}
     */
    public static Policy of(String name, OptionalDouble patience) {
        return switch (name) {
            case "heddle" -> new HeddlePolicy(patience.orElse(HeddlePolicy.PATIENCE));
            case "first-fit" -> new FirstFit();
            case "least-free" -> new KueueTas(KueueTas.Profile.LEAST_FREE);
            case "kueue-bestfit" -> new KueueTas(KueueTas.Profile.BEST_FIT);
            case "slurm-tree" -> new SlurmTree();
            default -> throw new IllegalArgumentException("no policy " + name);
        };
    }
}
