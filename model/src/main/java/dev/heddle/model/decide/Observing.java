package dev.heddle.model.decide;

import dev.heddle.model.pool.Measure;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Record;
import java.util.List;
import java.util.Set;

/** Decides what becomes of what hosts tell of themselves: it fills gaps of their manifests, once. */
public final class Observing {
    private static final Set<Measure> OF_HOSTS = Set.of(Measure.CPU, Measure.GPU, Measure.MEMORY, Measure.STORAGE);

    private Observing() {}

    /** A record if it fills a gap, of what fills one; nothing of a host that is not declared. */
    public static List<Record> decide(Image image, String host, Observed told) {
        HostState state = image.hosts().get(host);
        if (state == null) {
            return List.of();
        }
        Observed news = told.missingIn(state.effective());
        return news.isEmpty() ? List.of() : List.of(new Record.HostObserved(host, news));
    }

    /** Whether anything could still be told of the host: it is worth asking. */
    public static boolean hasGaps(HostState host) {
        HostSpec known = host.effective();
        return OF_HOSTS.stream()
                        .anyMatch(measure -> measure.in(known.capacity()).isEmpty())
                || known.uplinks().stream()
                        .anyMatch(uplink -> uplink.bandwidth().isEmpty());
    }
}
