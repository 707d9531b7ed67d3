package dev.heddle.ovs.sdk;

import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Virtual servers on a switch. The balancer is a {@link VirtualNetworkFunction} that answers for their addresses; each virtual
 * server is a group of its backends and the flows of {@link BalanceFlows}.
 *
 * <p>New connections are spread by weight over a hash of the packet (a select group: a backend's share is met to about five
 * points); a connection stays where it is until it ends. Addresses are translated by the switch's connection tracking, so that
 * backends see the clients' addresses and need not know the balancer, but their answers must come back through this switch. Clients
 * and backends are in the balancer's VLAN, or behind routers in it. A backend's connection to its own virtual server may be
 * given to itself, and then fails. Only the connections' own packets are translated, not ICMP errors about them.
 */
public final class LoadBalancer {
    private static final String VSERVER = "heddle-vserver-";
    private static final int FIRST_GROUP = 0x48530000;

    /** What the database holds of a virtual server. */
    private record Entry(int number, int group, Vserver server) {
        static Entry parse(String key, String value) {
            int blank = value.indexOf(' ');
            return new Entry(
                    Integer.parseInt(key.substring(VSERVER.length())),
                    Integer.parseInt(value.substring(0, blank)),
                    Vserver.parse(value.substring(blank + 1)));
        }

        String key() {
            return VSERVER + number;
        }

        String value() {
            return group + " " + server;
        }
    }

    private final VirtualNetworkFunction function;

    private LoadBalancer(VirtualNetworkFunction function) {
        this.function = function;
    }

    /** A balancer on one address for all of IP; see {@link #create(VirtualSwitch, String, List, Integer)}. */
    public static LoadBalancer create(VirtualSwitch on, String name, InetAddress vip, List<Backend> backends) {
        LoadBalancer balancer = create(on, name, List.of(vip), null);
        if (!backends.isEmpty()) {
            balancer.addVserver(new Vserver(vip, Vserver.Protocol.IP, 0, backends));
        }
        return balancer;
    }

    /** As {@link VirtualNetworkFunction#create}; it has no virtual server yet. */
    public static LoadBalancer create(VirtualSwitch on, String name, List<InetAddress> vips, @Nullable Integer vlan) {
        return new LoadBalancer(VirtualNetworkFunction.create(on, name, vips, vlan));
    }

    /** @throws SwitchException of kind NOT_FOUND */
    public static LoadBalancer open(VirtualSwitch on, String name) {
        return new LoadBalancer(VirtualNetworkFunction.open(on, name));
    }

    public static boolean exists(VirtualSwitch on, String name) {
        return VirtualNetworkFunction.exists(on, name);
    }

    /** The network function that answers for the addresses. */
    public VirtualNetworkFunction function() {
        return function;
    }

    /** In the order in which they were added. */
    public List<Vserver> vservers() {
        return entries().stream().map(Entry::server).toList();
    }

    private List<Entry> entries() {
        SortedMap<Integer, Entry> out = new TreeMap<>();
        for (Map.Entry<String, String> mark :
                function.port().port().map(Rows.EXTERNAL_IDS).entrySet()) {
            if (mark.getKey().startsWith(VSERVER)) {
                Entry entry = Entry.parse(mark.getKey(), mark.getValue());
                out.put(entry.number(), entry);
            }
        }
        return List.copyOf(out.values());
    }

    private @Nullable Entry find(String vserver) {
        for (Entry entry : entries()) {
            if (entry.server().name().equals(vserver)) {
                return entry;
            }
        }
        return null;
    }

    private Entry require(String vserver) {
        Entry entry = find(vserver);
        if (entry == null) {
            throw new SwitchException(Kind.NOT_FOUND, "balancer " + function.name() + ": has no vserver " + vserver);
        }
        return entry;
    }

    /**
     * Adds a virtual server; its address joins those for which the balancer answers.
     *
     * @throws SwitchException also of kind CONFLICT where there is one of this name
     */
    public void addVserver(Vserver server) {
        if (find(server.name()) != null) {
            throw new SwitchException(
                    Kind.CONFLICT, "balancer " + function.name() + ": has a vserver " + server.name() + " already");
        }
        Entry entry = new Entry(freeNumber(), freeGroup(), server);
        var port = function.port().port().uuid();
        function.on().rows().mark(port, entry.key(), entry.value());
        try {
            install(entry);
            List<InetAddress> vips = new ArrayList<>(function.vips());
            if (!vips.contains(server.vip())) {
                vips.add(server.vip());
                function.setVips(vips);
            }
        } catch (RuntimeException e) {
            function.on().rows().mark(port, entry.key(), null);
            throw e;
        }
    }

    /**
     * Gives a virtual server these backends and weights, at once. Connections to backends that stay are kept, those to backends
     * that go end.
     */
    public void setBackends(Vserver server) {
        Entry old = require(server.name());
        Entry entry = new Entry(old.number(), old.group(), server);
        install(entry);
        function.on().rows().mark(function.port().port().uuid(), entry.key(), entry.value());
    }

    private void install(Entry entry) {
        Bridge bridge = function.on().rows().read();
        BalanceFlows flows =
                new BalanceFlows(Layout.cookie(function.name(), entry.number()), entry.group(), zone(), entry.server());
        function.replace(
                entry.number(),
                flows.lines(function.arrivals(bridge)),
                List.of(GroupMod.put(flows.select())),
                List.of());
    }

    /** Makes all flows anew for the ports that are in the VLAN now. */
    public void refresh() {
        function.refresh();
        entries().forEach(this::install);
    }

    private int zone() {
        return Layout.zone(function.on().name(), function.name());
    }

    private int freeNumber() {
        Set<Integer> taken = new HashSet<>();
        entries().forEach(entry -> taken.add(entry.number()));
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }

    private int freeGroup() {
        Set<Integer> taken = new HashSet<>();
        function.on().listGroups().forEach(group -> taken.add(group.id()));
        int id = FIRST_GROUP;
        while (taken.contains(id)) {
            id++;
        }
        return id;
    }

    /**
     * Deletes a virtual server; its connections end. The balancer still answers for the address.
     *
     * @param vserver its name, as {@code 10.0.0.100:80/tcp}
     * @throws SwitchException also of kind NOT_FOUND
     */
    public void deleteVserver(String vserver) {
        Entry entry = require(Vserver.of(vserver).name());
        function.replace(entry.number(), List.of(), List.of(), List.of(GroupMod.delete(entry.group())));
        function.on().rows().mark(function.port().port().uuid(), entry.key(), null);
    }

    /** Takes all of it away: virtual servers, answers, port, tracked connections. */
    public void delete() {
        function.delete(
                entries().stream().map(entry -> GroupMod.delete(entry.group())).toList());
        function.on().forgetConnections(new CtFlush(0, zone(), null, null));
    }
}
