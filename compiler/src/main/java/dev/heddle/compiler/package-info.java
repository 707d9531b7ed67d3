/**
 * Snapshot to programs: the pipeline (tables, registers, cookies, priorities) and the pure function that gives each host
 * what its switch shall hold. Input: a snapshot. Output: programs. Used by the compile worker only; keeps what it derived
 * from parts of the snapshot that did not change.
 */
@NullMarked
package dev.heddle.compiler;

import org.jspecify.annotations.NullMarked;
