@NullMarked
package dev.heddle.verify.megaflow;

import org.jspecify.annotations.NullMarked;
