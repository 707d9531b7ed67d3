/**
 * Text to objects and back: YAML and JSON with positions, the strict binder, validation of what one file can tell. Pure.
 */
@NullMarked
package dev.heddle.model.manifest;

import org.jspecify.annotations.NullMarked;
