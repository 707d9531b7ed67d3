/**
 * Objects, their keys, and the problems found in them. Pure; values are immutable and may be shared between threads.
 */
@NullMarked
package dev.heddle.model;

import org.jspecify.annotations.NullMarked;
