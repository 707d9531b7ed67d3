/**
 * The contract with a host in its Open_vSwitch database: which rows shall be there, and what is read from them. Pure functions
 * of a {@link dev.heddle.ovs.ovsdb.Replica}; called on the thread that owns it.
 */
@NullMarked
package dev.heddle.controller.reconcile.contract;

import org.jspecify.annotations.NullMarked;
