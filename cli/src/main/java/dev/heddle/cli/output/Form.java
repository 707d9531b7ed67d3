package dev.heddle.cli.output;

/** What {@code -o} takes where there is only a choice of two. */
public enum Form {
    TABLE,
    JSON
}
