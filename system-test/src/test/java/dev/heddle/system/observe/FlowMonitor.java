package dev.heddle.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears every change of a flow of br-int from the switch itself, by {@code ovs-ofctl monitor br-int watch:!initial}
 * (OpenFlow 1.5, section 7.3.5.19), for as long as ovs-vswitchd lives.
 */
public final class FlowMonitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String EVENT = "event=";

    private final SwitchTools tools;
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private FlowMonitor(SwitchTools tools, Process process) {
        this.tools = tools;
        this.process = process;
    }

    /** Starts; returns when the switch has agreed, so that no later change is missed. */
    public static FlowMonitor start(SwitchTools tools) {
        ProcessBuilder builder = new ProcessBuilder(
                        "ovs-ofctl", "-O", "OpenFlow15", "monitor", "br-int", "watch:!initial")
                .redirectErrorStream(true);
        builder.environment().put("OVS_RUNDIR", tools.rundir().toString());
        try {
            FlowMonitor monitor = new FlowMonitor(tools, builder.start());
            var _ = Thread.ofVirtual().start(monitor::read);
            Wait.until(PATIENCE, () -> monitor.heard("FLOW_MONITOR"), () -> "no monitor: " + monitor.lines());
            return monitor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What changed so far, one line a flow. */
    public List<String> events() {
        return lines().stream().filter(line -> line.contains(EVENT)).toList();
    }

    /**
     * Says that nothing changed so far, after proving that the monitor would have heard it: a flow that nobody owns comes
     * and goes, and these two events only are taken off.
     */
    public void assertSilent() {
        List<String> before = events();
        String probe = "table=250,cookie=0x70726f6265,priority=1,metadata=0x70726f6265";
        tools.ofctl("add-flow", "br-int", probe + ",actions=drop");
        tools.ofctl("--strict", "del-flows", "br-int", "table=250,priority=1,metadata=0x70726f6265");
        Wait.until(
                PATIENCE,
                () -> lines().stream().anyMatch(line -> line.contains("DELETED") && line.contains("0x70726f6265")),
                () -> "the monitor is deaf: " + lines());
        assertThat(before).as("flow changes at %s", tools.host()).isEmpty();
        synchronized (lines) {
            lines.removeIf(line -> line.contains("0x70726f6265"));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean heard(String text) {
        return lines().stream().anyMatch(line -> line.contains(text));
    }

    private List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line.strip());
                }
            }
        } catch (IOException ended) {
            // Closed by us, or the switch is gone; what was heard stays.
        }
    }
}
