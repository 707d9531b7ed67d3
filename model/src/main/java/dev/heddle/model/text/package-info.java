/** How pieces of input are shown in messages. Pure. */
@NullMarked
package dev.heddle.model.text;

import org.jspecify.annotations.NullMarked;
