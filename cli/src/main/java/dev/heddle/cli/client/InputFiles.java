package dev.heddle.cli.client;

import dev.heddle.model.manifest.ManifestReader.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifests that {@code -f} names: files, directories, and {@code -} for standard input. */
public final class InputFiles {
    /** Media type of several named files in one body. */
    public static final String MEDIA_TYPE = "application/vnd.heddle.files+json";

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private InputFiles() {}

    /**
     * Reads all of them; a directory gives its files that end in .yaml, .yml or .json, sorted, not those below.
     *
     * @throws CommandException bad input, where one cannot be read or a directory holds none
     */
    public static InputFiles read(List<String> names, InputStream standardInput) {
        InputFiles out = new InputFiles();
        for (String name : names) {
            try {
                out.add(name, standardInput);
            } catch (IOException e) {
                throw new CommandException(Exit.BAD_INPUT, name + ": cannot be read: " + e.getMessage());
            }
        }
        return out;
    }

    private void add(String name, InputStream standardInput) throws IOException {
        if (name.equals("-")) {
            files.put("-", standardInput.readAllBytes());
            return;
        }
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new CommandException(Exit.BAD_INPUT, name + ": no such file or directory");
        }
        if (!Files.isDirectory(path)) {
            files.put(name, Files.readAllBytes(path));
            return;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(path)) {
            entries.filter(p -> ENDINGS.stream().anyMatch(p.toString()::endsWith))
                    .sorted()
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, name + ": no file ends in .yaml, .yml or .json");
        }
        for (Path file : found) {
            files.put(file.toString(), Files.readAllBytes(file));
        }
    }

    /**
     * Sends them. The controller judges their very bytes, also those that are not UTF-8.
     *
     * @param query gets {@code file=NAME} for a single file
     */
    public Reply send(ApiClient client, String path, Query query) {
        if (files.size() == 1) {
            Map.Entry<String, byte[]> only = files.entrySet().iterator().next();
            return client.post(query.with("file", only.getKey()).of(path), "application/yaml", only.getValue());
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        var list = body.putArray("files");
        files.forEach((name, bytes) -> list.addObject().put("name", name).put("base64", bytes));
        return client.post(query.of(path), MEDIA_TYPE, JsonMapper.shared().writeValueAsBytes(body));
    }

    /**
     * The only one, for what takes one.
     *
     * @throws CommandException bad input, where there are several
     */
    public Input single() {
        if (files.size() != 1) {
            throw new CommandException(
                    Exit.BAD_INPUT, "one file at a time, found " + String.join(", ", files.keySet()));
        }
        Map.Entry<String, byte[]> only = files.entrySet().iterator().next();
        return new Input(only.getKey(), only.getValue());
    }

    /** For showing the lines that errors are about. */
    public Map<String, String> texts() {
        Map<String, String> out = new LinkedHashMap<>();
        files.forEach((name, bytes) -> out.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return out;
    }

    /** The first name, for messages. */
    public String arguments() {
        return String.join(" -f ", files.keySet());
    }
}
