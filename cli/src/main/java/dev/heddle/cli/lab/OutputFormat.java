package dev.heddle.cli.lab;

/** What {@code -o} takes. */
enum OutputFormat {
    TABLE,
    JSON
}
