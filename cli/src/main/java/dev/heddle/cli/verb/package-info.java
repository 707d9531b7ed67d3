/**
 * One class a verb of the command line. In: options and the API's answers. Out: data on standard output, talk on standard
 * error, an exit code.
 */
@NullMarked
package dev.heddle.cli.verb;

import org.jspecify.annotations.NullMarked;
