/** The state thread with real journals. */
package dev.heddle.controller.state;
