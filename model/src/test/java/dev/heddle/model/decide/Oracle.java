package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.NetworkState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold in every image, checked by looking at everything, with sets of its own. */
final class Oracle {
    private final Image image;

    private Oracle(Image image) {
        this.image = image;
    }

    static void check(Image image) {
        Oracle oracle = new Oracle(image);
        oracle.identities();
        oracle.hosts();
        oracle.slices();
        oracle.ports();
        oracle.indexes();
    }

    private void identities() {
        Set<Object> ids = new HashSet<>();
        Map<Object, ObjectKey> uids = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            for (Resource resource : image.list(kind)) {
                assertThat(ids.add(resource.id()))
                        .as("id of %s", resource.key())
                        .isTrue();
                assertThat(uids.put(resource.uid(), resource.key())).isNull();
                assertThat(resource.id()).isLessThan(image.nextObjectId());
                String tenant = resource.key().tenant();
                if (tenant != null) {
                    assertThat(image.tenants()).containsKey(tenant);
                }
            }
        }
        assertThat((Object) image.uids()).isEqualTo(uids);
    }

    private void hosts() {
        Set<Object> seen = new HashSet<>();
        for (HostState host : image.hosts().values()) {
            assertThat(seen.add(host.spec().systemId())).isTrue();
            assertThat(host.endpoints()).hasSameSizeAs(host.spec().uplinks());
            for (int i = 0; i < host.endpoints().size(); i++) {
                assertThat(seen.add(host.endpoints().get(i).number())).isTrue();
                assertThat(seen.add(host.spec().uplinks().get(i).address())).isTrue();
                assertThat(host.endpoints().get(i).uplink())
                        .isEqualTo(host.spec().uplinks().get(i).name());
            }
        }
    }

    private void slices() {
        Set<Integer> vnis = new HashSet<>();
        for (SliceState slice : image.slices().values()) {
            assertThat(vnis.add(slice.vni())).isTrue();
            ObjectKey key = slice.resource().key();
            assertThat(image.get(Image.networkKey(key, slice.spec()))).isNotNull();
            for (SliceState other : image.slices().values()) {
                ObjectKey otherKey = other.resource().key();
                if (!other.equals(slice)
                        && Image.networkKey(otherKey, other.spec()).equals(Image.networkKey(key, slice.spec()))) {
                    for (IpPrefix a : slice.spec().subnets()) {
                        assertThat(other.spec().subnets()).noneMatch(a::overlaps);
                    }
                }
            }
        }
    }

    private void ports() {
        Map<ObjectKey, Set<Object>> taken = new HashMap<>();
        for (PortState port : image.ports().values()) {
            ObjectKey key = port.resource().key();
            SliceState slice = image.slices()
                    .get(ObjectKey.of(Kind.SLICE, key.tenant(), port.spec().slice()));
            assertThat(slice).as("slice of %s", key).isNotNull();
            assertThat(slice.ports().get(port.resource().uid())).isSameAs(port);
            Set<Object> inNetwork =
                    taken.computeIfAbsent(Image.networkKey(slice.resource().key(), slice.spec()), k -> new HashSet<>());
            assertThat(inNetwork.add(port.mac())).as("mac of %s", key).isTrue();
            for (IpAddress ip : port.ips()) {
                assertThat(inNetwork.add(ip)).as("%s of %s", ip, key).isTrue();
                assertThat(slice.spec().subnets())
                        .as("%s of %s", ip, key)
                        .anyMatch(s -> s.contains(ip)
                                && !ip.equals(s.first())
                                && !ip.equals(s.first().plus(1)));
                assertThat(slice.spec().subnets()).noneMatch(s -> !s.v6() && ip.equals(s.last()));
            }
            assertThat(port.ips()).isSorted();
            if (port.spec().ips().isEmpty()) {
                assertThat(slice.spec().subnets())
                        .allMatch(s -> port.ips().stream().filter(s::contains).count() == 1);
            } else {
                assertThat(new TreeSet<>(port.spec().ips())).containsExactlyElementsOf(port.ips());
            }
            port.spec().mac().ifPresent(mac -> assertThat(port.mac()).isEqualTo(mac));
            port.spec().host().ifPresent(host -> assertThat(image.hosts()).containsKey(host));
            port.binding()
                    .ifPresent(b -> assertThat(image.hosts().get(b.host()).endpoints())
                            .as("endpoint of %s", key)
                            .anyMatch(e -> e.uplink().equals(b.uplink())));
            assertThat(image.hosts().keySet()).containsAll(port.standby());
        }
        taken.forEach((network, values) -> {
            NetworkState state = image.networks().get(network);
            Set<Object> indexed = new HashSet<>(state.addresses().ips().keySet());
            indexed.addAll(state.addresses().macs().keySet());
            assertThat(indexed).isEqualTo(values);
        });
    }

    private void indexes() {
        Map<String, Set<ObjectKey>> plugged = new TreeMap<>();
        Set<ObjectKey> moving = new TreeSet<>();
        int members = 0;
        for (PortState port : image.ports().values()) {
            ObjectKey key = port.resource().key();
            port.binding()
                    .ifPresent(b -> plugged.computeIfAbsent(b.host(), h -> new TreeSet<>())
                            .add(key));
            port.standby()
                    .forEach(h ->
                            plugged.computeIfAbsent(h, k -> new TreeSet<>()).add(key));
            if (!port.standby().isEmpty()) {
                moving.add(key);
            }
        }
        for (SliceState slice : image.slices().values()) {
            members += slice.ports().size();
        }
        assertThat(members).isEqualTo(image.ports().size());
        assertThat((Object) image.plugged()).isEqualTo(plugged);
        assertThat((Object) image.moves().keySet()).isEqualTo(moving);
        for (NetworkState network : image.networks().values()) {
            assertThat(network.slices()).allMatch(s -> image.slices().containsKey(s));
            if (network.addresses().ips().isEmpty()) {
                assertThat(network.addresses().runs()).isEmpty();
            }
        }
    }
}
