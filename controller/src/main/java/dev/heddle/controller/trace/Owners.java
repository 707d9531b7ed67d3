package dev.heddle.controller.trace;

import dev.heddle.compiler.Cookie;
import dev.heddle.controller.state.Traces.Cause;
import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.state.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose flow it is, by its cookie. For one answer: looks through all objects of a kind for each cookie that is new. */
final class Owners {
    private final Snapshot snapshot;
    private final Map<Long, @Nullable Cause> known = new HashMap<>();

    Owners(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Cause cause(Resource resource) {
        return new Cause(resource.key().toString(), resource.source());
    }

    /** Null for what belongs to the pipeline itself, to others, or to an object that is no more. */
    @Nullable
    Cause of(long cookie) {
        return known.computeIfAbsent(cookie, this::look);
    }

    private @Nullable Cause look(long cookie) {
        if (!Cookie.ours(cookie)) {
            return null;
        }
        Kind kind = switch (Cookie.owner(cookie).orElse(Cookie.Owner.PIPELINE)) {
            case PIPELINE -> null;
            case HOST -> Kind.HOST;
            case SLICE -> Kind.SLICE;
            case PORT -> Kind.PORT;
        };
        return kind == null ? null : look(snapshot.list(kind), Cookie.id(cookie));
    }

    private static @Nullable Cause look(Collection<Resource> among, long id) {
        return among.stream()
                .filter(r -> r.id() == id)
                .findFirst()
                .map(Owners::cause)
                .orElse(null);
    }
}
