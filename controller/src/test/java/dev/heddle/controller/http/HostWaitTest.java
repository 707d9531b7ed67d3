package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.http.HostWait.Lag;
import dev.heddle.controller.http.HostWait.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostWaitTest {
    @Test
    void hostsThatAreAlikeAreFolded() {
        Progress progress = new Progress(
                9,
                4,
                List.of(new Lag("h3", "is being programmed", "2026-11-24T09:39:59Z")),
                List.of(
                        new Lag("h1", "away", "2026-11-24T09:36:00.5Z"),
                        new Lag("h2", "away", "2026-11-24T09:36:00Z"),
                        new Lag("h7", "away", null),
                        new Lag("h9", "refused", null)));
        assertThat(progress)
                .hasToString("4/9 hosts; h3 is being programmed; h[1-2,7] away since 2026-11-24T09:36:00Z; h9 refused");
    }
}
