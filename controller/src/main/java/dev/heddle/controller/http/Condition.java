package dev.heddle.controller.http;

/**
 * What holds of an object, or does not.
 *
 * @param type {@code Realised}
 * @param reason one word in CamelCase
 * @param message for people
 * @param observedRevision the revision that was looked at
 */
record Condition(String type, Status status, String reason, String message, long observedRevision) {
    enum Status {
        TRUE("True"),
        FALSE("False"),
        /** Not known now. */
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
