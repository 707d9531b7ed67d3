package dev.heddle.controller.http;

import dev.heddle.model.ObjectKey;
import java.util.Locale;

/** What one revision did to an object. */
record Change(Type type, ObjectKey key) {
    enum Type {
        ADDED,
        MODIFIED,
        DELETED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
