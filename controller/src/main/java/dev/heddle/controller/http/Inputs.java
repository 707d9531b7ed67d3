package dev.heddle.controller.http;

import dev.heddle.model.manifest.AllocationReader;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.manifest.ManifestReader.Input;
import dev.heddle.model.manifest.Parsed;
import dev.heddle.model.spec.AllocationSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The objects of a body. Any body is read as YAML (of which JSON is a part) whatever its content type says, except
 * {@value #FILES}: {@code {"files": [{"name": "net.yaml", "content": "…"}]}}, several files that messages name.
 */
final class Inputs {
    static final String FILES = "application/vnd.heddle.files+json";

    private static final String DEFAULT_NAME = "body";

    private Inputs() {}

    /** @throws Failure with every problem of every file */
    static List<Manifest> read(Call call) {
        Parsed parsed = ManifestReader.read(files(call));
        if (!parsed.isGood()) {
            throw Failure.of(parsed.problems());
        }
        return parsed.manifests();
    }

    /** @throws Failure with every problem of the file */
    static AllocationSpec allocation(Call call) {
        List<Input> files = files(call);
        if (files.size() != 1) {
            throw noFiles("expected one file");
        }
        AllocationReader.Result read = AllocationReader.read(files.getFirst());
        return read.allocation().orElseThrow(() -> Failure.of(read.problems()));
    }

    private static List<Input> files(Call call) {
        String type = call.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith(FILES)) {
            return List.of(new Input(call.query().text("file").orElse(DEFAULT_NAME), call.body()));
        }
        try {
            List<Input> out = new ArrayList<>();
            JsonNode files = Json.parse(call.body()).path("files");
            for (JsonNode file : files) {
                JsonNode name = file.path("name");
                if (!name.isString()) {
                    throw noFiles("each of files wants a name, and a content or base64");
                }
                out.add(new Input(name.stringValue(), content(file)));
            }
            if (out.isEmpty()) {
                throw noFiles("expected {\"files\": [{\"name\": …, \"content\": …}]}");
            }
            return out;
        } catch (JacksonException e) {
            throw noFiles("not JSON: " + e.getOriginalMessage());
        }
    }

    private static byte[] content(JsonNode file) {
        JsonNode content = file.path("content");
        JsonNode base64 = file.path("base64");
        if (content.isString() == base64.isString()) {
            throw noFiles("each of files wants a name, and a content or base64");
        }
        try {
            return content.isString()
                    ? content.stringValue().getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(base64.stringValue());
        } catch (IllegalArgumentException e) {
            throw noFiles("base64: " + e.getMessage());
        }
    }

    private static Failure noFiles(String message) {
        return Failure.of(HttpError.BAD_FILES, null, null, message);
    }
}
