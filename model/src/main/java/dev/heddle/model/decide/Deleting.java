package dev.heddle.model.decide;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import java.util.List;

/** Decides requests that remove objects. */
public final class Deleting {
    private Deleting() {}

    /** All objects or none, in any order. */
    public static Decision decide(Image image, List<ObjectKey> keys, Context context) {
        return new Decision.Accepted(List.of(), List.of());
    }
}
