package dev.heddle.system;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import java.time.Duration;
import java.util.List;

/** What befalls a host's programs and its network. */
record HostFaults(LabFixture lab, String host) {
    private static final Duration NOTICED = Duration.ofSeconds(40);

    List<Fault> all() {
        String vswitchd = host + "/vswitchd";
        String ovsdb = host + "/ovsdb";
        return List.of(
                Fault.restart("vswitchd restarted", Fault.AT_ONCE, () -> restart(vswitchd)),
                Fault.restart("vswitchd killed", Fault.AT_ONCE, () -> restart(vswitchd, "--kill")),
                Fault.of("ovsdb-server restarted", () -> restart(ovsdb)),
                Fault.of("ovsdb-server killed", () -> restart(ovsdb, "--kill")),
                Fault.restart("both killed", Fault.AT_ONCE, () -> restart(host, "--kill")),
                Fault.restart("vswitchd restarted while the controller was away", Fault.CONTROLLER_AWAY, () -> {
                    lab("stop", "controller");
                    restart(vswitchd);
                    lab("start", "controller");
                }),
                Fault.of("host cut off until it counts as away", () -> {
                    lab("cut", host);
                    awaitAway();
                    lab("heal", host);
                }),
                Fault.of("host cut off for a moment", () -> {
                    lab("cut", host);
                    lab("heal", host);
                }));
    }

    private void awaitAway() {
        Wait.until(
                NOTICED,
                () -> !HostView.of(lab, host).holds("Connected"),
                () -> "nobody noticed that " + host + " is cut off");
    }

    private void restart(String target, String... how) {
        if (how.length == 0) {
            lab("stop", target);
        } else {
            lab("stop", target, how[0]);
        }
        lab("start", target);
    }

    private void lab(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "lab";
        System.arraycopy(words, 0, line, 1, words.length);
        var _ = lab.must(line);
    }
}
