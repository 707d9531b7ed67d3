package dev.heddle.model.decide;

import dev.heddle.model.state.Image;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@link Acknowledged} from what each connected host has acknowledged. */
final class Told {
    private Told() {}

    /** @param realised 0 if nothing yet; a host that is missing is away */
    static Acknowledged by(Image image, Map<String, Long> realised) {
        Set<String> absent = new TreeSet<>(image.hosts().keySet());
        absent.removeAll(realised.keySet());
        return new Acknowledged(image.revision(), realised, absent);
    }
}
