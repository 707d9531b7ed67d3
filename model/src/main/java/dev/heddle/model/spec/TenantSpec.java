package dev.heddle.model.spec;

import java.util.OptionalLong;

/**
 * A tenant.
 *
 * @param quota upper bounds on resources that the tenant's slices reserve and its ports, jobs and services hold
 * @param ports upper bound on the number of ports
 * @param slices upper bound on the number of slices
 */
public record TenantSpec(Resources quota, OptionalLong ports, OptionalLong slices) implements Spec {}
