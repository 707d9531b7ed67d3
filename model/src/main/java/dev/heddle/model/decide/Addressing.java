package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.Resource;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.state.AddressBook;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.NetworkState;
import dev.heddle.model.state.PortState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives the ports of a request their addresses, in three passes, so that the order within the request means nothing: what
 * a port has and keeps; what a port newly asks for by name; what is allocated, lowest free first.
 *
 * <p>An allocated address stays the port's as long as its subnet does. An allocated MAC is made of the object id, which no
 * other port ever has.
 */
final class Addressing {
    /** First byte of allocated MACs: locally administered, and the next ones to try where a declared MAC is in the way. */
    private static final int MAC_PREFIX = 0x0a;

    private static final int MAC_PREFIX_STEP = 4;

    /** What a port gets. */
    record Addresses(MacAddress mac, List<IpAddress> ips) {}

    /** A port on its way through the passes. */
    private static final class Seeker {
        final Resource resource;
        final PortSpec spec;
        final SliceSpec slice;
        final @Nullable Item item;
        final ObjectKey network;
        final Set<IpAddress> ips = new TreeSet<>();

        @Nullable
        MacAddress mac;

        Seeker(Resource resource, SliceSpec slice, @Nullable Item item) {
            this.resource = resource;
            this.spec = resource.spec(PortSpec.class);
            this.slice = slice;
            this.item = item;
            this.network = Image.networkKey(resource.key(), slice);
        }

        ObjectKey key() {
            return resource.key();
        }
    }

    private final Proposal proposal;
    private final Findings findings;
    private final Map<ObjectKey, AddressBook> books = new HashMap<>();

    private Addressing(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
    }

    /** For all ports whose addresses the request may change; the addresses are right if nothing was found. */
    static SortedMap<ObjectKey, Addresses> give(Proposal proposal, Findings findings) {
        Addressing addressing = new Addressing(proposal, findings);
        List<Seeker> seekers = addressing.seekers();
        seekers.forEach(addressing::keep);
        seekers.forEach(addressing::claimDeclared);
        seekers.forEach(addressing::allocate);
        SortedMap<ObjectKey, Addresses> given = new TreeMap<>();
        for (Seeker seeker : seekers) {
            if (seeker.mac != null) {
                given.put(seeker.key(), new Addresses(seeker.mac, List.copyOf(seeker.ips)));
            }
        }
        return given;
    }

    private List<Seeker> seekers() {
        Set<ObjectKey> keys = new TreeSet<>();
        for (Item item : proposal.items()) {
            if (item.key().kind() == Kind.PORT && item.changes()) {
                keys.add(item.key());
            } else if (item.key().kind() == Kind.SLICE && changesSubnets(item)) {
                keys.addAll(proposal.storedPorts(item.key()));
            }
        }
        List<Seeker> seekers = new ArrayList<>();
        for (ObjectKey key : keys) {
            Item item = proposal.item(key);
            Resource resource =
                    item != null ? item.resource() : proposal.image().get(key);
            SliceSpec slice = resource == null ? null : sliceOf(resource);
            if (resource != null && slice != null) {
                seekers.add(new Seeker(resource, slice, item));
            }
        }
        return seekers;
    }

    private static boolean changesSubnets(Item slice) {
        return slice.stored() != null
                && !slice.stored()
                        .spec(SliceSpec.class)
                        .subnets()
                        .equals(slice.resource().spec(SliceSpec.class).subnets());
    }

    /** The port's slice; null where that was found wrong already. */
    private @Nullable SliceSpec sliceOf(Resource port) {
        String slice = port.spec(PortSpec.class).slice();
        PortState stored = proposal.image().port(port.key());
        return stored != null && !stored.spec().slice().equals(slice)
                ? null
                : proposal.slice(Image.sliceKey(port.key(), slice));
    }

    private void keep(Seeker seeker) {
        PortState stored = proposal.image().port(seeker.key());
        if (stored == null) {
            return;
        }
        if (seeker.spec.ips().isEmpty()) {
            for (IpPrefix subnet : seeker.slice.subnets()) {
                stored.ips().stream()
                        .filter(ip -> Subnets.usable(subnet, ip))
                        .findFirst()
                        .ifPresent(seeker.ips::add);
            }
        } else {
            stored.ips().stream().filter(seeker.spec.ips()::contains).forEach(seeker.ips::add);
        }
        AddressBook book = book(seeker);
        for (IpAddress ip : stored.ips()) {
            book = seeker.ips.contains(ip) ? book : book.release(ip, seeker.key());
        }
        if (seeker.spec.mac().orElse(stored.mac()).equals(stored.mac())) {
            seeker.mac = stored.mac();
        } else {
            book = book.release(stored.mac(), seeker.key());
        }
        books.put(seeker.network, book);
    }

    private void claimDeclared(Seeker seeker) {
        Item item = seeker.item;
        if (item == null) {
            return; // it asks for nothing new
        }
        for (int i = 0; i < seeker.spec.ips().size(); i++) {
            IpAddress ip = seeker.spec.ips().get(i);
            String field = "spec.ips[" + i + "]";
            Optional<String> refusal = Subnets.refusal(seeker.slice.subnets(), seeker.spec.slice(), ip);
            if (refusal.isPresent()) {
                findings.badInput(RequestError.ADDRESS_UNUSABLE, item.manifest(), field, refusal.get());
            } else if (!seeker.ips.contains(ip)) {
                claim(seeker, item, ip, field);
            }
        }
        if (seeker.mac == null && seeker.spec.mac().isPresent()) {
            claim(seeker, item, seeker.spec.mac().get());
        }
    }

    private void claim(Seeker seeker, Item item, IpAddress ip, String field) {
        AddressBook book = book(seeker);
        ObjectKey holder = book.holder(ip);
        if (holder == null) {
            books.put(seeker.network, book.claim(ip, seeker.key()));
            seeker.ips.add(ip);
        } else {
            PortSpec other = proposal.port(holder);
            boolean named = other != null && other.ips().contains(ip);
            taken(item, RequestError.ADDRESS_TAKEN, field, ip, holder, named);
        }
    }

    private void claim(Seeker seeker, Item item, MacAddress mac) {
        AddressBook book = book(seeker);
        ObjectKey holder = book.holder(mac);
        if (holder == null) {
            books.put(seeker.network, book.claim(mac, seeker.key()));
        } else {
            PortSpec other = proposal.port(holder);
            boolean named = other != null && other.mac().equals(Optional.of(mac));
            taken(item, RequestError.MAC_TAKEN, "spec.mac", mac, holder, named);
        }
        seeker.mac = mac;
    }

    /** @param named whether the holder asks for the value too: then the request may contradict itself */
    private void taken(Item item, RequestError error, String field, Object value, ObjectKey holder, boolean named) {
        Category category = named && proposal.declares(holder) ? Category.BAD_INPUT : Category.CONFLICT;
        findings.add(category, error, item.manifest(), field, "%s is that of %s".formatted(value, holder));
    }

    private void allocate(Seeker seeker) {
        if (seeker.spec.ips().isEmpty()) {
            for (IpPrefix subnet : seeker.slice.subnets()) {
                if (seeker.ips.stream().noneMatch(subnet::contains)) {
                    allocate(seeker, subnet);
                }
            }
        }
        if (seeker.mac == null) {
            AddressBook book = book(seeker);
            seeker.mac = freeMac(book, seeker.resource.id());
            books.put(seeker.network, book.claim(seeker.mac, seeker.key()));
        }
    }

    private void allocate(Seeker seeker, IpPrefix subnet) {
        AddressBook book = book(seeker);
        Optional<IpAddress> free = book.lowestFree(subnet);
        if (free.isPresent()) {
            books.put(seeker.network, book.claim(free.get(), seeker.key()));
            seeker.ips.add(free.get());
            return;
        }
        Item slice = proposal.item(Image.sliceKey(seeker.key(), seeker.spec.slice()));
        String words = "no address is free in %s".formatted(subnet);
        if (seeker.item != null) {
            findings.conflict(RequestError.SUBNET_FULL, seeker.item.manifest(), "spec.slice", words);
        } else if (slice != null) {
            findings.conflict(
                    RequestError.SUBNET_FULL,
                    slice.manifest(),
                    "spec.subnets",
                    "%s for %s".formatted(words, seeker.key()));
        }
    }

    private static MacAddress freeMac(AddressBook book, long objectId) {
        for (long prefix = MAC_PREFIX; prefix <= 0xff; prefix += MAC_PREFIX_STEP) {
            MacAddress mac = new MacAddress(prefix << 40 | objectId);
            if (book.holder(mac) == null) {
                return mac;
            }
        }
        throw new IllegalStateException("every MAC made of object id " + objectId + " is declared elsewhere");
    }

    private AddressBook book(Seeker seeker) {
        return books.computeIfAbsent(seeker.network, key -> {
            NetworkState stored = proposal.image().networks().get(key);
            return stored == null ? AddressBook.EMPTY : stored.addresses();
        });
    }
}
