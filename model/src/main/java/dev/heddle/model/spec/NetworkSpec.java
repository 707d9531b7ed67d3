package dev.heddle.model.spec;

import java.util.Optional;

/** A tenant's routing domain. */
public record NetworkSpec(Optional<String> description) implements Spec {}
