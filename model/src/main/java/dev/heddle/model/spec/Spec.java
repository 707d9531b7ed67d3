package dev.heddle.model.spec;

/** What an object of some kind declares. */
public sealed interface Spec permits TenantSpec, HostSpec, TopologySpec, NetworkSpec, SliceSpec, PortSpec {}
