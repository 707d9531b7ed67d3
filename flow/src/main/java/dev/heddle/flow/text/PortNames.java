package dev.heddle.flow.text;

import org.jspecify.annotations.Nullable;

/** The names of one switch's ports, for text that uses them. */
public interface PortNames {
    /** No port has a name. */
    PortNames NONE = new PortNames() {
        @Override
        public @Nullable Integer number(String name) {
            return null;
        }

        @Override
        public @Nullable String name(int number) {
            return null;
        }
    };

    /** The number of a port, or null where no port has this name. */
    @Nullable
    Integer number(String name);

    /** The name of a port, or null to print its number. */
    @Nullable
    String name(int number);
}
