/**
 * {@code heddle simulate}, in process and without a controller. In: files and options. Out: files, figures on standard output,
 * how far it is on standard error.
 */
@NullMarked
package dev.heddle.cli.simulate;

import org.jspecify.annotations.NullMarked;
