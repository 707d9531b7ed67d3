package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;

/**
 * What the gang's tenant may still take.
 *
 * @param left per resource; {@link Long#MAX_VALUE} where there is no limit, negative where it has too much already.
 *     Bandwidth counts one uplink a worker
 */
public record Quota(String tenant, Amounts left) {}
