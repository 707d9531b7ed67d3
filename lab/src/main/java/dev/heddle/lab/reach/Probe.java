package dev.heddle.lab.reach;

import dev.heddle.model.net.IpAddress;

/**
 * One question: does an echo request from one port to an address of another come back?
 *
 * @param from the port that asks
 * @param to the port whose address is asked for; another port of {@code from}'s slice may hold the same one
 * @param address one of {@code to}'s
 */
public record Probe(Endpoint from, Endpoint to, IpAddress address) {}
