package dev.heddle.model.manifest.schema;

import dev.heddle.model.spec.Spec;

/** A whole manifest, typed. */
public record Envelope<S extends Spec>(Metadata metadata, S spec) {}
