package dev.heddle.lab.os;

import java.util.List;

/** Lines for several namespaces, run by one shell in their order; the first line that fails ends it. */
public final class Script {
    private final StringBuilder text = new StringBuilder("set -e\n");

    /** Lines of {@code ip -batch} in a namespace. */
    public Script ip(String namespace, List<String> lines) {
        return feed("ip -n " + namespace + " -batch -", lines);
    }

    /** Lines of {@code tc -batch} in a namespace. */
    public Script tc(String namespace, List<String> lines) {
        return feed("tc -n " + namespace + " -batch -", lines);
    }

    /** Commands of the shell in a namespace. */
    public Script sh(String namespace, List<String> lines) {
        return feed("ip netns exec " + namespace + " sh -e -s", lines);
    }

    /**
     * Runs all of it.
     *
     * @throws LabException if a line fails, with the program's words
     */
    public void run() {
        var _ = Shell.feed(text.toString(), "sh", "-s");
    }

    private Script feed(String program, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(program).append(" <<'E'\n");
            lines.forEach(line -> text.append(line).append('\n'));
            text.append("E\n");
        }
        return this;
    }
}
