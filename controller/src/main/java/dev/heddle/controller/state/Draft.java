package dev.heddle.controller.state;

import dev.heddle.model.decide.Context;
import dev.heddle.model.decide.Decision;
import dev.heddle.model.state.Batch;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Record;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one round of the state thread has decided so far and not yet journalled: batches, the image after each, and the
 * answers that wait for them. Each request is decided against the image after the one before it. Used once, by the state
 * thread.
 */
final class Draft {
    private final Instant now;
    private final List<Batch> batches = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private Image image;

    private record Answer(Request request, StateMachine.Applied applied) {}

    Draft(Image durable, Instant now) {
        this.image = durable;
        this.now = now;
    }

    /** The image after all that is decided. */
    Image image() {
        return image;
    }

    List<Batch> batches() {
        return batches;
    }

    /** One for each batch. */
    List<Image> images() {
        return images;
    }

    /** Decides a request; what is refused is answered at once. Returns the new records. */
    List<Record> add(Request request, Supplier<UUID> uids) {
        Context context = new Context(image.revision() + 1, now, uids, request.ifRevision());
        return switch (request.decider().decide(image, context)) {
            case Decision.Refused refused -> {
                request.refuse(new Refused(refused.problems()));
                yield List.of();
            }
            case Decision.Accepted accepted -> {
                List<Record> records = request.dryRun() ? List.of() : accepted.records();
                add(records, request.actor(), request.origin());
                answers.add(new Answer(request, applied(accepted)));
                yield records;
            }
        };
    }

    /** Adds what the controller itself has decided. */
    void add(List<Record> records, String origin) {
        add(records, "controller", origin);
    }

    /** Raises the revision; nothing else changes. */
    void raise(long revision, String origin) {
        append(new Batch(revision, now, "controller", origin, List.of()));
    }

    /** An entry of the journal that changes nothing. */
    void note(String origin) {
        append(new Batch(image.revision(), now, "controller", origin, List.of()));
    }

    /** Answers all requests: they are durable. */
    void answer() {
        answers.forEach(a -> a.request().answer().complete(a.applied()));
    }

    /** Refuses all requests: nothing was written. */
    void refuse(Unavailable why) {
        answers.forEach(a -> a.request().refuse(why));
    }

    private void add(List<Record> records, String actor, String origin) {
        if (!records.isEmpty()) {
            boolean raises = records.stream().anyMatch(Record::makesRevision);
            append(new Batch(image.revision() + (raises ? 1 : 0), now, actor, origin, records));
        }
    }

    private void append(Batch batch) {
        image = image.replay(batch);
        batches.add(batch);
        images.add(image);
    }

    private StateMachine.Applied applied(Decision.Accepted accepted) {
        List<StateMachine.Result> results = accepted.actions().stream()
                .map(done -> new StateMachine.Result(
                        done.key(), StateMachine.Action.valueOf(done.action().name())))
                .toList();
        return new StateMachine.Applied(image.revision(), results);
    }
}
