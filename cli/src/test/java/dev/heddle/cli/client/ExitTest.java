package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTest {
    @ParameterizedTest
    @CsvSource({
        "200, 0", "201, 0", "400, 2", "401, 4", "403, 4", "404, 6", "405, 2", "409, 5", "412, 5", "422, 8", "500, 9",
        "503, 3", "504, 7"
    })
    void statusesHaveTheirCodes(int status, int code) {
        assertThat(Exit.ofStatus(status).code()).isEqualTo(code);
    }

    @Test
    void codesAreZeroToNine() {
        assertThat(Arrays.stream(Exit.values()).map(Exit::code)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void tokenFilesOfTheControllerAreUnderstood() {
        assertThat(Token.of("f", "abc\n")).isEqualTo("abc");
        assertThat(Token.of("f", "# who\nops 0123456789abcdef\n")).isEqualTo("0123456789abcdef");
        assertThat(Token.of("f", "ops 0123456789abcdef read")).isEqualTo("0123456789abcdef");
    }
}
