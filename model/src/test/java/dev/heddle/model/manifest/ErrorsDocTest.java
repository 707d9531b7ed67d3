package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.decide.RequestError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsDocTest {
    @Test
    void everyManifestErrorIsExplained() throws IOException {
        assertThat(codes("## Manifests alone"))
                .containsExactlyElementsOf(Arrays.stream(ManifestError.values())
                        .map(ManifestError::code)
                        .toList());
    }

    @Test
    void everyRequestErrorIsExplained() throws IOException {
        assertThat(codes("## Requests against what is stored"))
                .containsExactlyElementsOf(Arrays.stream(RequestError.values())
                        .map(RequestError::code)
                        .toList());
    }

    /** The codes of a section of docs/errors.md, in its order, which is that of the enum. */
    private static List<String> codes(String heading) throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        String section = page.substring(page.indexOf(heading));
        int end = section.indexOf("\n## ", 1);
        String table = end < 0 ? section : section.substring(0, end);
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();
    }
}
