package dev.heddle.model.manifest.tree;

/** The rest of an input cannot be read. */
final class Unreadable extends Exception {
    private final transient Flaw flaw;

    Unreadable(Flaw flaw) {
        super(flaw.message());
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}
