package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorsDocTest {
    /** docs/errors.md lists each code once, in the order of the enum. */
    @Test
    void everyCodeIsExplained() throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        String section = page.substring(page.indexOf("## Manifests alone"));
        int end = section.indexOf("\n## ", 1);
        String table = end < 0 ? section : section.substring(0, end);
        assertThat(table.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
                .containsExactlyElementsOf(Arrays.stream(ManifestError.values())
                        .map(ManifestError::code)
                        .toList());
    }
}
