/** What the tests of all modules share: the seeded property harness. */
@NullMarked
package dev.heddle.model.testing;

import org.jspecify.annotations.NullMarked;
