/** Catalogues of frames that a workload must not get away with, each with the reason under which it shall be counted. */
@NullMarked
package dev.heddle.system.forgery;

import org.jspecify.annotations.NullMarked;
