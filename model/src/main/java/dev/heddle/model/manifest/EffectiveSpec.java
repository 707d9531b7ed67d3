package dev.heddle.model.manifest;

import dev.heddle.model.manifest.schema.KindSchema;
import dev.heddle.model.spec.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The spec as it works: defaults filled in, every value in its one canonical spelling. */
public final class EffectiveSpec {
    private EffectiveSpec() {}

    /** A new tree, to which the caller may add what was allocated. */
    public static ObjectNode of(Spec spec) {
        return KindSchema.effective(spec);
    }
}
