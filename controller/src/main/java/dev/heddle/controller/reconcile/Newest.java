package dev.heddle.controller.reconcile;

import org.jspecify.annotations.Nullable;

/** A place for one value: a newer one replaces one that was not taken yet. Thread-safe. */
final class Newest<T> {
    private @Nullable T value;

    synchronized void put(T next) {
        value = next;
        notifyAll();
    }

    /** Takes the value, if there is one. */
    synchronized @Nullable T poll() {
        T taken = value;
        value = null;
        return taken;
    }

    /** Waits for a value and takes it. */
    synchronized T take() throws InterruptedException {
        while (value == null) {
            wait();
        }
        T taken = value;
        value = null;
        return taken;
    }
}
