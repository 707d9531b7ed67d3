/**
 * What each kind declares: one record a kind. Pure.
 */
@NullMarked
package dev.heddle.model.spec;

import org.jspecify.annotations.NullMarked;
