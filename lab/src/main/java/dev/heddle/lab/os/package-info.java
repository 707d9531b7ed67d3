/** Programs, processes, namespaces and the HTTP API as the lab uses them: the only place that starts anything. */
@NullMarked
package dev.heddle.lab.os;

import org.jspecify.annotations.NullMarked;
