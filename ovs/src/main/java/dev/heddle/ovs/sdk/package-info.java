/**
 * One Open vSwitch on its own, programmed without a controller: {@link dev.heddle.ovs.sdk.VirtualSwitch}, and on it
 * {@link dev.heddle.ovs.sdk.VirtualNetworkFunction} and {@link dev.heddle.ovs.sdk.LoadBalancer}.
 *
 * <p>In: ports, flows, groups and meters as values or as text of ovs-ofctl(8). Out: rows of Open vSwitch's database
 * (ovs-vswitchd.conf.db(5)) that are marked as ours, OpenFlow 1.5 messages, and a {@link dev.heddle.ovs.sdk.SwitchException}
 * for whatever did not work. Calls may come from any thread and return when the switch has done what was asked.
 */
@NullMarked
package dev.heddle.ovs.sdk;

import org.jspecify.annotations.NullMarked;
