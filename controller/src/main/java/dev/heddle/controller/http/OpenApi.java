package dev.heddle.controller.http;

import dev.heddle.model.Kind;
import dev.heddle.model.manifest.schema.AllocationSchema;
import dev.heddle.model.manifest.schema.KindSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /openapi.json}: OpenAPI 3.1, made from the routes that really serve and from the schemas that really read.
 * Without {@code oneOf}, which client generators do badly.
 */
final class OpenApi {
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("labelSelector", "As kubectl: a=b, a!=b, a in (b,c), a notin (b,c), a, !a; separated by commas."),
            Map.entry("name", "Only objects of this name, of whatever tenant."),
            Map.entry("limit", "At most so many objects."),
            Map.entry("continue", "The token of the page before."),
            Map.entry("dryRun", "Decide and answer, write nothing."),
            Map.entry("ifRevision", "Refuse when an object of the body changed after this revision."),
            Map.entry("wait", "Answer when the connected hosts have realised it, at most after this time, as 30s."),
            Map.entry("host", "Only this Host."),
            Map.entry("file", "The name of the body in messages."),
            Map.entry("since", "Only what came after this number."),
            Map.entry("to", "The address that the packet is for."),
            Map.entry("icmp", "An echo request; also where neither tcp nor udp is given."),
            Map.entry("tcp", "The first packet to this port of TCP."),
            Map.entry("udp", "A packet to this port of UDP."),
            Map.entry("kinds", "Only these kinds, separated by commas."));

    private OpenApi() {}

    /** The document's own route, for a document of the given ones and itself. */
    static List<Route> routes(List<Route> others, String version) {
        Route self = Route.get(
                "/openapi.json",
                "getOpenApi",
                "This document.",
                Route.Result.text(Answer.JSON),
                call -> Answer.text(200, ""));
        List<Route> all = new ArrayList<>(others);
        all.add(self);
        Answer.Whole answer = Answer.json(document(all, version));
        return List.of(Route.get(self.template(), self.operation(), self.summary(), self.result(), call -> answer));
    }

    static ObjectNode document(List<Route> routes, String version) {
        ObjectNode out = Json.object();
        out.put("openapi", "3.1.0");
        out.putObject("info").put("title", "Heddle").put("version", version);
        ObjectNode paths = out.putObject("paths");
        for (Route route : routes) {
            ObjectNode path = paths.has(route.template())
                    ? (ObjectNode) paths.get(route.template())
                    : paths.putObject(route.template());
            path.set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        ObjectNode components = out.putObject("components");
        components.set("schemas", schemas());
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        return out;
    }

    private static ObjectNode operation(Route route) {
        ObjectNode out = Json.object();
        out.put("operationId", route.operation());
        out.put("summary", route.summary());
        var parameters = Json.array();
        for (String segment : route.segments()) {
            if (Route.isParameter(segment)) {
                parameters
                        .addObject()
                        .put("name", segment.substring(1, segment.length() - 1))
                        .put("in", "path")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string");
            }
        }
        for (String name : route.query()) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .put("description", Objects.requireNonNull(PARAMETERS.get(name), name))
                    .putObject("schema")
                    .put("type", "string");
        }
        if (!parameters.isEmpty()) {
            out.set("parameters", parameters);
        }
        if (route.body() != null) {
            out.set("requestBody", body(route));
        }
        ObjectNode responses = out.putObject("responses");
        responses.set("200", response("Done.", route.result()));
        if (route.method().equals("PUT")) {
            responses.set("201", response("Created.", route.result()));
        }
        responses.set("default", response("An error.", new Route.Result(Failure.CONTENT_TYPE, "Problem")));
        return out;
    }

    private static ObjectNode response(String description, Route.Result result) {
        ObjectNode out = Json.object();
        out.put("description", description);
        ObjectNode media = out.putObject("content").putObject(result.contentType());
        media.set("schema", result.schema() == null ? Json.object() : reference(result.schema()));
        return out;
    }

    private static ObjectNode body(Route route) {
        ObjectNode out = Json.object();
        out.put("required", true);
        ObjectNode content = out.putObject("content");
        switch (Objects.requireNonNull(route.body())) {
            case OBJECT -> {
                ObjectNode schema =
                        reference(Objects.requireNonNull(route.result().schema()));
                content.putObject(Answer.JSON).set("schema", schema);
                content.putObject("application/yaml").set("schema", schema);
            }
            case MANIFESTS -> {
                content.putObject(Answer.JSON).putObject("schema").put("type", "object");
                content.putObject("application/yaml").putObject("schema").put("type", "string");
                content.putObject(Inputs.FILES).set("schema", reference("Files"));
            }
            case ALLOCATION -> {
                content.putObject(Answer.JSON).set("schema", reference(AllocationSchema.KIND));
                content.putObject("application/yaml").set("schema", reference(AllocationSchema.KIND));
            }
        }
        return out;
    }

    private static ObjectNode reference(String schema) {
        return Json.object().put("$ref", "#/components/schemas/" + schema);
    }

    private static ObjectNode schemas() {
        ObjectNode out = (ObjectNode) Json.parse(resource("schemas.json"));
        for (Kind kind : Kind.values()) {
            ObjectNode schema = KindSchema.of(kind).manifest().schema();
            JsonNode properties = schema.get("properties");
            if (properties instanceof ObjectNode fields) {
                fields.set("status", reference("ObjectStatus"));
                fields.putObject("effective")
                        .put("type", "object")
                        .put("readOnly", true)
                        .put("description", "The spec with defaults and with what was allocated.");
            }
            out.set(kind.manifestName(), schema);
        }
        out.set(AllocationSchema.KIND, AllocationSchema.MANIFEST.schema());
        return out;
    }

    private static byte[] resource(String name) {
        try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
