package dev.heddle.controller.reconcile;

import java.time.Duration;

/** Told how long the steps to a realised program took. Called on several threads; must not block. */
public interface Timings {
    /** Told nothing. */
    Timings NONE = new Timings() {
        @Override
        public void compiled(Duration took, int hosts) {}

        @Override
        public void bundled(String host, Duration took, int messages) {}

        @Override
        public void realised(String host, Duration sincePublished) {}

        @Override
        public void violated(String host) {}
    };

    /**
     * Programs of a snapshot were compiled.
     *
     * @param hosts how many programs changed
     */
    void compiled(Duration took, int hosts);

    /** A switch acknowledged a bundle of so many messages. */
    void bundled(String host, Duration took, int messages);

    /** A switch is equal to its newest program, so long after the program's snapshot was published. */
    void realised(String host, Duration sincePublished);

    /** A switch was found to hold what does not keep slices apart. */
    void violated(String host);
}
