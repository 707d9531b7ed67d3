package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.HostState.Endpoint;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.IdPool;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.SliceState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Gives the hosts and slices of a request their numbers: what they have stays, new ones are the lowest free. */
final class Numbering {
    private final Image image;
    private final Findings findings;
    private final List<Record> records = new ArrayList<>();
    private IdPool vnis;
    private IdPool endpoints;

    private Numbering(Image image, Findings findings) {
        this.image = image;
        this.findings = findings;
        this.vnis = image.ids(IdKind.VNI);
        this.endpoints = image.ids(IdKind.ENDPOINT);
    }

    static Numbering give(Proposal proposal, Findings findings) {
        Numbering numbering = new Numbering(proposal.image(), findings);
        proposal.items(Kind.HOST).stream().filter(Item::changes).forEach(numbering::host);
        proposal.items(Kind.SLICE).stream().filter(Item::changes).forEach(numbering::slice);
        return numbering;
    }

    /** The records of the hosts and slices that change. */
    List<Record> records() {
        return records;
    }

    private void host(Item item) {
        HostState stored = image.hosts().get(item.key().name());
        List<Endpoint> had = stored == null ? List.of() : stored.endpoints();
        List<Endpoint> has = new ArrayList<>();
        for (Uplink uplink : item.resource().spec(HostSpec.class).uplinks()) {
            has.add(had.stream()
                    .filter(e -> e.uplink().equals(uplink.name()))
                    .findFirst()
                    .orElseGet(() -> new Endpoint(uplink.name(), nextEndpoint(item))));
        }
        records.add(new Record.HostPut(item.resource(), has));
        had.stream()
                .filter(e -> !has.contains(e))
                .forEach(e -> records.add(new Record.IdReleased(IdKind.ENDPOINT, e.number())));
    }

    private void slice(Item item) {
        SliceState stored = image.slices().get(item.key());
        records.add(new Record.SlicePut(item.resource(), stored != null ? stored.vni() : nextVni(item)));
    }

    private int nextEndpoint(Item item) {
        int number = lowest(endpoints, IdKind.ENDPOINT, item);
        endpoints = endpoints.take(number);
        return number;
    }

    private int nextVni(Item item) {
        int number = lowest(vnis, IdKind.VNI, item);
        vnis = vnis.take(number);
        return number;
    }

    private int lowest(IdPool pool, IdKind kind, Item item) {
        OptionalInt free = pool.lowest(kind.max());
        if (free.isEmpty()) {
            findings.add(
                    Category.CONFLICT,
                    RequestError.IDS_EXHAUSTED,
                    item.manifest().position(),
                    item.key(),
                    "no number of kind %s is free; released ones wait for hosts that are away".formatted(kind));
        }
        return free.orElse(pool.next());
    }
}
