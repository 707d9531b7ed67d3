package dev.heddle.controller.http;

import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateMachine.Action;
import dev.heddle.controller.state.StateMachine.Applied;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestWriter;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lists and single objects of every kind. */
record ObjectRoutes(StateMachine state, ObjectViews views, Writes writes) {
    List<Route> routes() {
        List<Route> out = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String all = "/v1/" + kind.plural();
            String list = kind.clusterWide() ? all : "/v1/tenants/{tenant}/" + kind.plural();
            String name = kind.manifestName();
            out.add(list(kind, all, kind.clusterWide() ? "list" + name : "listAll" + name));
            if (!kind.clusterWide()) {
                out.add(list(kind, list, "list" + name));
            }
            String one = list + "/{name}";
            out.add(Route.get(one, "get" + name, "One " + name + ".", Route.Result.json(name), c -> get(kind, c)));
            out.add(Route.write(
                            "PUT",
                            one,
                            "put" + name,
                            "Declares one " + name + "; If-Match takes the ETag of a read.",
                            Route.Body.OBJECT,
                            Route.Result.json(name),
                            c -> put(kind, c))
                    .taking("wait", "file"));
            out.add(Route.write(
                            "DELETE",
                            one,
                            "delete" + name,
                            "Deletes one " + name + ", unless something refers to it.",
                            null,
                            Route.Result.json("Applied"),
                            c -> delete(kind, c))
                    .taking("wait"));
        }
        return out;
    }

    private Route list(Kind kind, String template, String operation) {
        String summary =
                "All objects of kind " + kind.manifestName() + (template.contains("{tenant}") ? " of a tenant." : ".");
        return Route.get(template, operation, summary, Route.Result.json("List"), c -> list(kind, c))
                .taking("labelSelector", "name", "limit", "continue");
    }

    private Answer list(Kind kind, Call call) {
        LabelSelector selector =
                call.query().text("labelSelector").map(LabelSelector::parse).orElse(LabelSelector.ALL);
        @Nullable String tenant = call.path().get("tenant");
        Snapshot snapshot = state.snapshot();
        if (tenant != null) {
            existing(snapshot, ObjectKey.clusterWide(Kind.TENANT, tenant));
        }
        Optional<String> name = call.query().text("name");
        Paging.Page page = Paging.of(call.query())
                .of(
                        name.isEmpty() ? snapshot.list(kind) : named(snapshot, kind, name.get()),
                        r -> (tenant == null || tenant.equals(r.key().tenant())) && selector.matches(r.labels()));
        ObjectViews.View view = views.at(snapshot);
        ObjectNode out =
                ManifestWriter.list(page.items().stream().map(view::json).toList());
        ObjectNode metadata = out.putObject("metadata");
        metadata.put("revision", snapshot.revision());
        if (page.next() != null) {
            metadata.put("continue", page.next());
        }
        return Answer.json(out);
    }

    /** At most one object a tenant, in the order of lists. */
    private static List<Resource> named(Snapshot snapshot, Kind kind, String name) {
        Stream<ObjectKey> keys = kind.clusterWide()
                ? Stream.of(ObjectKey.clusterWide(kind, name))
                : snapshot.list(Kind.TENANT).stream()
                        .map(tenant -> ObjectKey.of(kind, tenant.key().name(), name));
        return keys.map(snapshot::get).filter(Objects::nonNull).toList();
    }

    private Answer get(Kind kind, Call call) {
        Snapshot snapshot = state.snapshot();
        return show(200, snapshot, existing(snapshot, key(kind, call)));
    }

    private Answer put(Kind kind, Call call) throws InterruptedException, ExecutionException {
        ObjectKey key = key(kind, call);
        Manifest manifest = only(key, Inputs.read(call));
        var patience = call.query().duration("wait");
        Precondition precondition = Precondition.of(call);
        precondition.check(key, state.snapshot().get(key), manifest);
        Applied applied;
        try {
            applied = writes.apply(new StateMachine.Apply(
                    List.of(manifest), call.caller().actor(), call.caller().origin(), precondition.revision(), false));
        } catch (Failure e) {
            precondition.check(key, state.snapshot().get(key), manifest);
            throw e;
        }
        writes.realised(applied, patience);
        Snapshot snapshot = state.snapshot();
        Resource stored = snapshot.get(key);
        if (stored == null) {
            return Answer.json(Writes.json(applied, null));
        }
        boolean created = applied.results().getFirst().action() == Action.CREATED;
        return show(created ? 201 : 200, snapshot, stored);
    }

    private Answer delete(Kind kind, Call call) throws InterruptedException, ExecutionException {
        ObjectKey key = key(kind, call);
        var patience = call.query().duration("wait");
        Precondition precondition = Precondition.of(call);
        Snapshot snapshot = state.snapshot();
        precondition.check(key, snapshot.get(key), null);
        existing(snapshot, key);
        Applied applied;
        try {
            applied = writes.delete(new StateMachine.Delete(
                    List.of(key), call.caller().actor(), call.caller().origin(), precondition.revision(), false));
        } catch (Failure e) {
            precondition.check(key, state.snapshot().get(key), null);
            throw e;
        }
        return Answer.json(Writes.json(applied, writes.realised(applied, patience)));
    }

    private Answer show(int status, Snapshot snapshot, Resource resource) {
        return Answer.json(status, views.at(snapshot).json(resource)).with("ETag", Precondition.etag(resource));
    }

    private static Resource existing(Snapshot snapshot, ObjectKey key) {
        Resource found = snapshot.get(key);
        if (found == null) {
            throw Failure.of(HttpError.NOT_FOUND, key.toString(), null, "does not exist");
        }
        return found;
    }

    private static ObjectKey key(Kind kind, Call call) {
        return new ObjectKey(kind, kind.clusterWide() ? null : call.path("tenant"), call.path("name"));
    }

    private static Manifest only(ObjectKey key, List<Manifest> manifests) {
        Manifest manifest = manifests.getFirst();
        if (manifests.size() > 1 || !manifest.key().equals(key)) {
            String found = manifests.size() > 1
                    ? manifests.size() + " objects"
                    : manifest.key().toString();
            throw Failure.of(
                    HttpError.WRONG_OBJECT, key.toString(), null, "the path names it, the body holds " + found);
        }
        return manifest;
    }
}
