package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RequestErrorTest {
    /** docs/errors.md lists each code once, in the order of the enum. */
    @Test
    void eachCodeIsDocumented() throws Exception {
        String page = Files.readString(Path.of("../docs/errors.md"));
        String part = page.substring(page.indexOf("## Requests and what is stored"));
        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`")
                        .matcher(part)
                        .results()
                        .map((MatchResult r) -> r.group(1)))
                .containsExactlyElementsOf(Arrays.stream(RequestError.values())
                        .map(RequestError::code)
                        .toList());
    }
}
