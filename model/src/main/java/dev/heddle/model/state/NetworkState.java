package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import org.pcollections.PSortedSet;

/** A virtual network, its slices, and the addresses in use. Replaced, never changed. */
public record NetworkState(Resource resource, PSortedSet<ObjectKey> slices, AddressBook addresses) {}
