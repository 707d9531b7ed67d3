/**
 * The journal on disk (SQLite) behind the Journal interface. Owned by one committer thread.
 */
@NullMarked
package dev.heddle.controller.store;

import org.jspecify.annotations.NullMarked;
