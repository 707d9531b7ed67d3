/**
 * Generic OpenFlow values: matches, actions, flows, groups, programs and their differences. Pure; knows no slices.
 */
@NullMarked
package dev.heddle.flow;

import org.jspecify.annotations.NullMarked;
