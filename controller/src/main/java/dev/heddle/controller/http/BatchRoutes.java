package dev.heddle.controller.http;

import dev.heddle.controller.state.FlowPreview;
import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateMachine.Action;
import dev.heddle.controller.state.StateMachine.Applied;
import dev.heddle.controller.state.StateMachine.Apply;
import dev.heddle.controller.state.StateMachine.Delete;
import dev.heddle.controller.state.StateMachine.Result;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Many objects at once: all or nothing. */
record BatchRoutes(StateMachine state, FlowPreview flows, Writes writes) {
    List<Route> routes() {
        Route.Result applied = Route.Result.json("Applied");
        return List.of(
                Route.write(
                                "POST",
                                "/v1/apply",
                                "apply",
                                "Declares many objects: all or none, one revision.",
                                Route.Body.MANIFESTS,
                                applied,
                                this::apply)
                        .taking("dryRun", "ifRevision", "wait", "file"),
                Route.write(
                                "POST",
                                "/v1/delete",
                                "deleteMany",
                                "Deletes the objects that the body names: all or none, in any order.",
                                Route.Body.MANIFESTS,
                                applied,
                                this::delete)
                        .taking("dryRun", "ifRevision", "wait", "file"),
                Route.write(
                                "POST",
                                "/v1/diff",
                                "diff",
                                "What applying the body would change: objects, hosts and flows.",
                                Route.Body.MANIFESTS,
                                Route.Result.json("Diff"),
                                this::diff)
                        .taking("file"));
    }

    private Answer apply(Call call) throws InterruptedException, ExecutionException {
        var patience = call.query().duration("wait");
        boolean dryRun = call.query().flag("dryRun");
        OptionalLong ifRevision = call.query().number("ifRevision", 0);
        Applied applied = writes.apply(new Apply(
                Inputs.read(call), call.caller().actor(), call.caller().origin(), ifRevision, dryRun));
        return Answer.json(Writes.json(applied, writes.realised(applied, dryRun ? null : patience)));
    }

    private Answer delete(Call call) throws InterruptedException, ExecutionException {
        var patience = call.query().duration("wait");
        boolean dryRun = call.query().flag("dryRun");
        OptionalLong ifRevision = call.query().number("ifRevision", 0);
        List<ObjectKey> keys = Inputs.read(call).stream().map(Manifest::key).toList();
        Applied applied = writes.delete(
                new Delete(keys, call.caller().actor(), call.caller().origin(), ifRevision, dryRun));
        return Answer.json(Writes.json(applied, writes.realised(applied, dryRun ? null : patience)));
    }

    private Answer diff(Call call) throws InterruptedException, ExecutionException {
        List<Manifest> manifests = Inputs.read(call);
        Snapshot snapshot = state.snapshot();
        Apply request =
                new Apply(manifests, call.caller().actor(), call.caller().origin(), OptionalLong.empty(), true);
        Applied applied = writes.apply(request);
        Map<ObjectKey, Manifest> sent = new HashMap<>();
        manifests.forEach(m -> sent.put(m.key(), m));
        ObjectNode out = Json.object();
        out.put("revision", applied.revision());
        ArrayNode objects = out.putArray("objects");
        for (Result result : applied.results()) {
            Manifest manifest = sent.get(result.key());
            if (result.action() != Action.UNCHANGED && manifest != null) {
                objects.add(json(result, snapshot, manifest));
            }
        }
        ArrayNode hosts = out.putArray("hosts");
        if (!objects.isEmpty()) {
            preview(request)
                    .forEach((host, counts) -> hosts.addObject()
                            .put("host", host)
                            .put("add", counts.add())
                            .put("change", counts.change())
                            .put("delete", counts.delete()));
        }
        return Answer.json(out);
    }

    private static ObjectNode json(Result result, Snapshot snapshot, Manifest manifest) {
        ObjectNode out = Json.object();
        out.put("kind", result.key().kind().manifestName());
        if (result.key().tenant() != null) {
            out.put("tenant", result.key().tenant());
        }
        out.put("name", result.key().name());
        out.put("action", result.action().name().toLowerCase(Locale.ROOT));
        Resource stored = snapshot.get(result.key());
        out.set(
                "changes",
                SpecDifference.json(
                        stored == null
                                ? SpecDifference.between("spec", null, manifest.written())
                                : Precondition.difference(stored, manifest)));
        return out;
    }

    private SortedMap<String, FlowPreview.Counts> preview(Apply request)
            throws InterruptedException, ExecutionException {
        try {
            return flows.of(request).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw Failure.of(refused.problems());
            }
            throw e;
        }
    }
}
