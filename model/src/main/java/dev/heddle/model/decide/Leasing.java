package dev.heddle.model.decide;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Lease;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Move;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.PortState.Binding;
import dev.heddle.model.state.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes and gives back leases in the course of one decision; each is decided on the books after those before. A port
 * leases its {@code guaranteed} of the uplink that it is bound to; what does not fit now waits, and the port stays bound.
 */
final class Leasing {
    private final Image image;
    private final List<Record> records = new ArrayList<>();
    private Books books;
    private boolean gave;

    /** @param image whose tenants' quotas hold */
    Leasing(Image image) {
        this.image = image;
        this.books = image.books();
    }

    /** In their order. */
    List<Record> records() {
        return records;
    }

    /** The books after all records. */
    Books books() {
        return books;
    }

    /** Whether something was given back: what waits may fit now. */
    boolean gave() {
        return gave;
    }

    /** What the port wants to hold while it is bound like this; nothing if nothing is guaranteed. */
    static Optional<Lease> wanted(ObjectKey port, PortSpec spec, Binding at) {
        long guaranteed = spec.guaranteed().orElse(0);
        return guaranteed == 0
                ? Optional.empty()
                : Optional.of(Lease.ofBandwidth(
                        port, at.host(), Image.sliceKey(port, spec.slice()), at.uplink(), guaranteed));
    }

    /** Why the port's guarantee is not held; empty if it is, or if nothing stands in its way. */
    static List<String> missing(Image image, PortState port) {
        ObjectKey key = port.resource().key();
        return port.binding().flatMap(at -> wanted(key, port.spec(), at)).stream()
                .filter(lease -> !image.books().lease(key, lease.host()).equals(Optional.of(lease)))
                .flatMap(lease -> new Leasing(image).excesses(lease).stream())
                .map(excess -> "the guaranteed bandwidth is not held: " + excess.words())
                .toList();
    }

    /** Where a stored port leases: where it is bound, and where a move takes it. */
    static List<Binding> places(Image image, PortState port) {
        List<Binding> places = new ArrayList<>();
        port.binding().ifPresent(places::add);
        Move move = image.moves().get(port.resource().key());
        if (move != null && move.phase() == Move.Phase.BOTH) {
            places.add(move.target());
        }
        return places;
    }

    /** The port is at these places only: gives back what it holds elsewhere, or does not want any more. */
    void leave(ObjectKey port, PortSpec spec, List<Binding> places) {
        for (String host : books.demand().hostsOf(port)) {
            boolean wanted = places.stream()
                    .filter(place -> place.host().equals(host))
                    .flatMap(place -> wanted(port, spec, place).stream())
                    .anyMatch(lease -> books.lease(port, host)
                            .filter(held -> held.bandwidth()
                                    .keySet()
                                    .equals(lease.bandwidth().keySet()))
                            .isPresent());
            if (!wanted) {
                give(port, host);
            }
        }
    }

    /** The port is at these places: takes what it wants there, where that fits. */
    void occupy(ObjectKey port, PortSpec spec, List<Binding> places) {
        for (Binding place : places) {
            Optional<Lease> wanted = wanted(port, spec, place);
            if (wanted.isPresent()
                    && !wanted.equals(books.lease(port, place.host()))
                    && excesses(wanted.get()).isEmpty()) {
                take(wanted.get());
            }
        }
    }

    /** Gives back all that the owner holds. */
    void giveAll(ObjectKey owner) {
        books.demand().hostsOf(owner).forEach(host -> give(owner, host));
    }

    /** Whether or not it fits. */
    void take(Lease lease) {
        records.add(new Record.LeaseTaken(lease));
        gave |= books.lease(lease.owner(), lease.host()).isPresent();
        books = books.withLease(lease);
    }

    private void give(ObjectKey owner, String host) {
        records.add(new Record.LeaseGivenBack(owner, host));
        gave = true;
        books = books.withoutLease(owner, host);
    }

    private List<Limits.Excess> excesses(Lease lease) {
        Books after = books.withLease(lease);
        String tenant = Objects.requireNonNull(lease.owner().tenant());
        TenantSpec quota = Image.present(image.tenants().get(tenant), tenant).spec(TenantSpec.class);
        List<Limits.Excess> out = new ArrayList<>(Limits.ofHost(books, after, lease.host()));
        out.addAll(Limits.ofTenant(books, after, tenant, quota));
        out.addAll(Limits.ofPool(books, after));
        return out;
    }
}
