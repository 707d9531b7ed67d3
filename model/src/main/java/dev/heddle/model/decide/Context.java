package dev.heddle.model.decide;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a request is decided with, beside the image.
 *
 * @param revision that the records will make
 * @param uids where uids of new objects come from
 * @param ifRevision refuse when an object of the request changed after this revision
 */
public record Context(long revision, Instant now, Supplier<UUID> uids, OptionalLong ifRevision) {}
