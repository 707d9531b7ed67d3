package dev.heddle.flow;

import org.jspecify.annotations.Nullable;

/** Port numbers of one switch at one moment. */
@FunctionalInterface
public interface PortResolver {
    /** The number of the port, or null where it is not plugged. */
    PortRef.@Nullable Numbered number(PortRef port);
}
