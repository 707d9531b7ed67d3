/** The console blocks of a document, run as a reader would. */
@NullMarked
package dev.heddle.system.readme;

import org.jspecify.annotations.NullMarked;
