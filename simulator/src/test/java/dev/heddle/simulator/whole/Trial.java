package dev.heddle.simulator.whole;

/** Runs one seed, for a class loader of its own. */
final class Trial {
    private Trial() {}

    /** {@code STEP INVARIANT words}, or nothing where all went well. */
    static String run(long seed) {
        return Simulation.run(Chooser.schedule(seed))
                .failure()
                .map(f -> f.step() + " " + f.invariant() + " " + f.words())
                .orElse("");
    }
}
