package dev.heddle.model.manifest;

import dev.heddle.model.Problem;
import java.util.List;

/**
 * What inputs declare.
 *
 * @param manifests in the order of the input; what has a problem is left out
 * @param problems in the order of the input; if there is one, nothing may be applied
 */
public record Parsed(List<Manifest> manifests, List<Problem> problems) {
    public Parsed {
        manifests = List.copyOf(manifests);
        problems = List.copyOf(problems);
    }

    /** Whether everything was understood. */
    public boolean isGood() {
        return problems.isEmpty();
    }
}
