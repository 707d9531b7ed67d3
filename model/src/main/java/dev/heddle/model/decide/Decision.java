package dev.heddle.model.decide;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.state.Record;
import java.util.List;

/** What becomes of a request: all of it, or nothing. */
public sealed interface Decision {
    /**
     * @param records to be journalled together; none if nothing changes
     * @param actions one per object, in the request's order
     */
    record Accepted(List<Record> records, List<Done> actions) implements Decision {
        public Accepted {
            records = List.copyOf(records);
            actions = List.copyOf(actions);
        }
    }

    /** @param problems all that were found, at least one, by position */
    record Refused(List<Problem> problems) implements Decision {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** One object's part. */
    record Done(ObjectKey key, Action action) {}
}
