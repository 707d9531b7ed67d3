@NullMarked
package dev.heddle.verify;

import org.jspecify.annotations.NullMarked;
