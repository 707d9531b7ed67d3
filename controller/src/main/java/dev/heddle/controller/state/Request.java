package dev.heddle.controller.state;

import dev.heddle.model.decide.Applying;
import dev.heddle.model.decide.Context;
import dev.heddle.model.decide.Decision;
import dev.heddle.model.decide.Deleting;
import dev.heddle.model.state.Image;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for its answer.
 *
 * @param decider how it is decided
 */
record Request(
        Decider decider,
        String actor,
        String origin,
        OptionalLong ifRevision,
        boolean dryRun,
        CompletableFuture<StateMachine.Applied> answer) {

    /** Decides against an image. */
    interface Decider {
        Decision decide(Image image, Context context);
    }

    static Request of(StateMachine.Apply apply) {
        return new Request(
                (image, context) -> Applying.decide(image, apply.manifests(), context),
                apply.actor(),
                apply.origin(),
                apply.ifRevision(),
                apply.dryRun(),
                new CompletableFuture<>());
    }

    static Request of(StateMachine.Delete delete) {
        return new Request(
                (image, context) -> Deleting.decide(image, delete.keys(), context),
                delete.actor(),
                delete.origin(),
                delete.ifRevision(),
                delete.dryRun(),
                new CompletableFuture<>());
    }

    void refuse(Exception why) {
        answer.completeExceptionally(why);
    }
}
