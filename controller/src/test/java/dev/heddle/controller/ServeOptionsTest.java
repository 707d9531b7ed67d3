package dev.heddle.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.controller.http.ListenAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServeOptionsTest {
    private static ServeOptions parse(String... words) throws ServeOptions.Invalid {
        return ServeOptions.parse(List.of(words));
    }

    @Test
    void every_default_is_as_documented() throws Exception {
        ServeOptions options = parse();
        assertThat(options.data()).isEqualTo(Path.of("heddle-data"));
        assertThat(options.listen())
                .map(Object::toString)
                .containsExactly("127.0.0.1:7640", "unix:heddle-data/api.sock");
        assertThat(options.ovsdbListen().toString()).endsWith("127.0.0.1:6640");
        assertThat(options.openflowListen().toString()).endsWith("127.0.0.1:6653");
        assertThat(options.advertise()).isEmpty();
        assertThat(options.tokenFile()).isEmpty();
        assertThat(options.acceptOlder()).isFalse();
        assertThat(options.adopt()).isFalse();
    }

    @Test
    void flags_are_read_in_both_spellings() throws Exception {
        ServeOptions options = parse(
                "--data=/d",
                "--listen",
                "[::1]:0",
                "--listen=unix:/s",
                "--advertise",
                "ctl",
                "--adopt",
                "--accept-older");
        assertThat(options.data()).isEqualTo(Path.of("/d"));
        assertThat(options.listen()).map(Object::toString).containsExactly("[0:0:0:0:0:0:0:1]:0", "unix:/s");
        assertThat(options.advertise()).isEqualTo(Optional.of("ctl"));
        assertThat(options.adopt()).isTrue();
        assertThat(options.acceptOlder()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--dta x, unknown flag --dta",
        "extra, unknown argument 'extra'",
        "--data, --data wants a value",
        "--data=, --data wants a value",
        "--adopt=yes, --adopt takes no value",
        "--data a --data b, --data is given twice",
        "--listen 127.0.0.1, expected HOST:PORT or unix:PATH",
        "--ovsdb-listen unix:/x, expected HOST:PORT",
        "--tls-cert c, --tls-cert and --tls-key go together",
    })
    void what_is_not_understood_is_refused_in_words(String line, String words) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOf(ServeOptions.Invalid.class)
                .hasMessageContaining(words);
    }

    @Test
    void the_help_begins_with_an_example() {
        assertThat(ServeOptions.HELP).startsWith("Example: heddle serve");
    }

    @Test
    void the_command_line_is_told_the_easiest_address(@TempDir Path home) throws Exception {
        Path file = ClientDefault.file(Map.of("XDG_CONFIG_HOME", home.toString(), "HOME", "/nowhere"));
        assertThat(file).isEqualTo(home.resolve("heddle/config.yaml"));
        ClientDefault.write(file, List.of(ListenAddress.parse("unix:/run/x"), ListenAddress.parse("127.0.0.1:9")));
        assertThat(Files.readString(file)).isEqualTo("server: http://127.0.0.1:9\n");
        ClientDefault.write(file, List.of(ListenAddress.parse("192.0.2.1:9"), ListenAddress.parse("unix:/run/x")));
        assertThat(Files.readString(file)).isEqualTo("server: unix:/run/x\n");
    }
}
