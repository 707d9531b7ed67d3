package dev.heddle.model.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The good manifests of the test resources. */
final class Good {
    private Good() {}

    static String text(String name) {
        try (InputStream in = Good.class.getResourceAsStream("/manifests/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Parsed read(String file, String text) {
        return ManifestReader.read(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
