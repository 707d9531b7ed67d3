package dev.heddle.model.decide;

import static dev.heddle.model.decide.Findings.quoted;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.Resource;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.state.Image;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Matches manifests with what is stored: which objects are new, which change, and whether they are still themselves. */
final class Identities {
    private final Image image;
    private final Context context;
    private final Findings findings;
    private final Map<UUID, ObjectKey> uids = new HashMap<>();
    private long nextObjectId;

    private Identities(Image image, Context context, Findings findings) {
        this.image = image;
        this.context = context;
        this.findings = findings;
        this.nextObjectId = image.nextObjectId();
    }

    static Proposal match(Image image, List<Manifest> manifests, Context context, Findings findings) {
        SortedMap<ObjectKey, Manifest> sorted = new TreeMap<>();
        for (Manifest manifest : manifests) {
            if (sorted.put(manifest.key(), manifest) != null) {
                throw new IllegalArgumentException(manifest.key() + " is declared twice");
            }
        }
        Identities identities = new Identities(image, context, findings);
        SortedMap<ObjectKey, Item> items = new TreeMap<>();
        sorted.forEach((key, manifest) -> items.put(key, identities.item(manifest)));
        return new Proposal(image, items);
    }

    private Item item(Manifest manifest) {
        Resource stored = image.get(manifest.key());
        if (stored == null) {
            return new Item(manifest, null, create(manifest), Action.CREATED);
        }
        long since = context.ifRevision().orElse(Long.MAX_VALUE);
        if (stored.revision() > since) {
            findings.add(
                    Category.CONFLICT,
                    RequestError.CHANGED_SINCE,
                    manifest.position(),
                    manifest.key(),
                    "changed in revision %d, after %d".formatted(stored.revision(), since));
        }
        checkUid(manifest, stored);
        checkImmutable(manifest, stored);
        return same(manifest, stored)
                ? new Item(manifest, stored, stored, Action.UNCHANGED)
                : new Item(manifest, stored, change(manifest, stored), Action.CONFIGURED);
    }

    private Resource create(Manifest manifest) {
        UUID uid = manifest.uid().orElseGet(context.uids());
        ObjectKey stored = image.uids().get(uid);
        ObjectKey other = uids.put(uid, manifest.key());
        if (stored != null || other != null) {
            findings.add(
                    stored != null ? Category.CONFLICT : Category.BAD_INPUT,
                    RequestError.UID_TAKEN,
                    manifest,
                    "metadata.uid",
                    "%s is the uid of %s".formatted(uid, stored != null ? stored : other));
        }
        return new Resource(
                manifest.key(),
                nextObjectId++,
                uid,
                manifest.labels(),
                context.revision(),
                context.now(),
                manifest.spec(),
                manifest.written(),
                manifest.position());
    }

    private Resource change(Manifest manifest, Resource stored) {
        return new Resource(
                stored.key(),
                stored.id(),
                stored.uid(),
                manifest.labels(),
                context.revision(),
                stored.created(),
                manifest.spec(),
                manifest.written(),
                manifest.position());
    }

    private void checkUid(Manifest manifest, Resource stored) {
        if (manifest.uid().isPresent() && !manifest.uid().get().equals(stored.uid())) {
            findings.conflict(
                    RequestError.UID_DIFFERS,
                    manifest,
                    "metadata.uid",
                    "%s is not the stored uid %s".formatted(manifest.uid().get(), stored.uid()));
        }
    }

    private void checkImmutable(Manifest manifest, Resource stored) {
        switch (manifest.spec()) {
            case TenantSpec _, TopologySpec _, NetworkSpec _ -> {}
            case HostSpec now ->
                checkSame(manifest, "spec.systemId", stored.spec(HostSpec.class).systemId(), now.systemId());
            case SliceSpec now ->
                checkSame(manifest, "spec.network", stored.spec(SliceSpec.class).network(), now.network());
            case PortSpec now ->
                checkSame(manifest, "spec.slice", stored.spec(PortSpec.class).slice(), now.slice());
        }
    }

    private void checkSame(Manifest manifest, String field, String stored, String now) {
        if (!stored.equals(now)) {
            findings.conflict(
                    RequestError.IMMUTABLE,
                    manifest,
                    field,
                    "cannot change from %s to %s".formatted(quoted(stored), quoted(now)));
        }
    }

    private static boolean same(Manifest manifest, Resource stored) {
        return manifest.labels().equals(stored.labels())
                && manifest.spec().equals(stored.spec())
                && locations(manifest.spec()).equals(locations(stored.spec()))
                && manifest.written().equals(Identities::compareScalars, stored.written());
    }

    /** The order of a host's location counts, which the equality of maps does not see. */
    private static List<Map.Entry<String, String>> locations(Spec spec) {
        return spec instanceof HostSpec host ? List.copyOf(host.location().entrySet()) : List.of();
    }

    /** Numbers are the same whatever their width: what was read back from the journal equals what was written. */
    private static int compareScalars(JsonNode a, JsonNode b) {
        boolean numbers = a.isNumber() && b.isNumber();
        boolean same = numbers ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
        return same ? 0 : 1;
    }
}
