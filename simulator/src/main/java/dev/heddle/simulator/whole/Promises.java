package dev.heddle.simulator.whole;

import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.Unavailable;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.state.Snapshot;
import dev.heddle.simulator.whole.Broken.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The client: asks for objects and remembers what was acknowledged. What a request without an answer did is not known until
 * the controller is back.
 */
final class Promises {
    /** What a request would make of an object; empty where it would delete it. */
    private record Effect(ObjectKey key, Optional<Spec> spec) {}

    private record Asked(List<Effect> effects) {}

    private final Map<ObjectKey, Spec> acknowledged = new TreeMap<>();
    private final List<Asked> open = new ArrayList<>();
    private long revision;
    private int answers;
    private @Nullable Throwable unexpected;

    void apply(StateMachine state, List<Manifest> manifests) {
        List<Effect> effects = manifests.stream()
                .map(m -> new Effect(m.key(), Optional.of(m.spec())))
                .toList();
        ask(effects, state.apply(new StateMachine.Apply(manifests, "client", "", OptionalLong.empty(), false)));
    }

    void delete(StateMachine state, List<ObjectKey> keys) {
        List<Effect> effects =
                keys.stream().map(k -> new Effect(k, Optional.empty())).toList();
        ask(effects, state.delete(new StateMachine.Delete(keys, "client", "", OptionalLong.empty(), false)));
    }

    private void ask(List<Effect> effects, CompletableFuture<StateMachine.Applied> answer) {
        Asked asked = new Asked(effects);
        open.add(asked);
        var _ = answer.whenComplete((applied, failure) -> {
            open.remove(asked);
            answers++;
            if (applied != null) {
                revision = Math.max(revision, applied.revision());
                effects.forEach(this::take);
            } else if (!(failure instanceof Refused || failure instanceof Unavailable)) {
                unexpected = failure;
            }
        });
    }

    private void take(Effect effect) {
        effect.spec()
                .ifPresentOrElse(spec -> acknowledged.put(effect.key(), spec), () -> acknowledged.remove(effect.key()));
    }

    /** Fails if a request ended as no request may. */
    void rethrow() {
        if (unexpected != null) {
            throw new Broken(Invariant.EXCEPTION, "a request ended with " + unexpected);
        }
    }

    /** Requests that were answered. */
    int answers() {
        return answers;
    }

    /** The controller ended, and is back with this: each request without an answer was done or was not. */
    void back(Snapshot snapshot) {
        for (Asked asked : open) {
            for (Effect effect : asked.effects()) {
                Resource is = snapshot.get(effect.key());
                Optional<Spec> spec = Optional.ofNullable(is).map(Resource::spec);
                if (spec.equals(effect.spec())) {
                    take(effect);
                }
            }
        }
        open.clear();
        check(snapshot);
    }

    /** All that was acknowledged is there as it was declared last, and nothing else is. */
    void check(Snapshot snapshot) {
        if (snapshot.revision() < revision) {
            throw lost("revision " + revision + " was acknowledged, the newest is " + snapshot.revision());
        }
        int objects = 0;
        for (Kind kind : Kind.values()) {
            for (Resource resource : snapshot.list(kind)) {
                objects++;
                Spec promised = acknowledged.get(resource.key());
                if (promised == null) {
                    throw lost(resource.key() + " is there, but was not declared or its end acknowledged");
                }
                if (!promised.equals(resource.spec())) {
                    throw lost(resource.key() + " is " + resource.spec() + ", acknowledged was " + promised);
                }
            }
        }
        if (objects != acknowledged.size()) {
            for (ObjectKey key : acknowledged.keySet()) {
                if (snapshot.get(key) == null) {
                    throw lost(key + " was acknowledged and is not there");
                }
            }
        }
    }

    private static Broken lost(String words) {
        return new Broken(Invariant.ACKNOWLEDGED, words);
    }
}
