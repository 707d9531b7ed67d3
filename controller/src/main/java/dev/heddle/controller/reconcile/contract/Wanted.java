package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.state.HostState;
import java.util.Optional;

/**
 * What a host's database shall say.
 *
 * @param clusterId marks our rows
 * @param witness the newest term and revision of this journal
 * @param controller where the bridge dials, as {@code tcp:192.0.2.1:6653}
 * @param manager where the host's ovsdb-server dials us, as {@code tcp:192.0.2.1:6640}; empty where we dial it
 * @param adopt take over a bridge that carries another cluster's id
 */
public record Wanted(
        HostState host,
        String clusterId,
        Witness witness,
        String controller,
        Optional<String> manager,
        boolean adopt) {}
