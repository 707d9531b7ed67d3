package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HttpErrorTest {
    /** docs/errors.md lists each code with its status once, in the order of the enum. */
    @Test
    void everyCodeIsExplained() throws Exception {
        String page = Files.readString(Path.of("../docs/errors.md"));
        String section = page.substring(page.indexOf("## HTTP alone"), page.indexOf("## Manifests alone"));
        assertThat(section.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("`")[1] + line.split("\\|")[2]))
                .containsExactlyElementsOf(Arrays.stream(HttpError.values())
                        .map(e -> e.code() + " " + e.status() + " ")
                        .toList());
    }
}
