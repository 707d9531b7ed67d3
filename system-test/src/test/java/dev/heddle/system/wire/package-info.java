/** Frames byte by byte: built here and not with the product's own code, sent and heard on links of other namespaces. */
@NullMarked
package dev.heddle.system.wire;

import org.jspecify.annotations.NullMarked;
