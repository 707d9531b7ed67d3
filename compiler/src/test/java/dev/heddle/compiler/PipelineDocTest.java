package dev.heddle.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/pipeline.md is what the code says; {@code make golden-update} writes it anew. */
class PipelineDocTest {
    @Test
    void documentationIsMadeFromTheCode() throws IOException {
        Path file = Path.of("../docs/pipeline.md");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, PipelineDoc.text());
        }
        assertThat(Files.readString(file)).isEqualTo(PipelineDoc.text());
    }
}
