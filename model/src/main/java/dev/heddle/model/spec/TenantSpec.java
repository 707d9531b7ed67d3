package dev.heddle.model.spec;

import java.util.OptionalLong;

/**
 * A tenant.
 *
 * @param quota upper bounds on resources; not enforced yet
 * @param ports upper bound on the number of ports; not enforced yet
 * @param slices upper bound on the number of slices; not enforced yet
 */
public record TenantSpec(Resources quota, OptionalLong ports, OptionalLong slices) implements Spec {}
