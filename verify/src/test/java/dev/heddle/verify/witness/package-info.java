@NullMarked
package dev.heddle.verify.witness;

import org.jspecify.annotations.NullMarked;
