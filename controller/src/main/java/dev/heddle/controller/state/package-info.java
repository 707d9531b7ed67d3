/**
 * The state thread: the only writer of journal, snapshot, ids and bindings; and the values by which other packages talk to it. Inputs: requests and observations (bounded queue). Outputs: snapshots to listeners.
 */
@NullMarked
package dev.heddle.controller.state;

import org.jspecify.annotations.NullMarked;
