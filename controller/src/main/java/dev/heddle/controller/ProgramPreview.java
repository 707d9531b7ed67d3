package dev.heddle.controller;

import dev.heddle.compiler.Compiler;
import dev.heddle.controller.state.FlowPreview;
import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateThread;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Program;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Compiles before and after on the caller's thread, with a compiler of its own. */
record ProgramPreview(StateThread state) implements FlowPreview {
    @Override
    public CompletableFuture<SortedMap<String, Counts>> of(StateMachine.Apply request) {
        StateThread.Preview preview;
        try {
            preview = state.preview(request);
        } catch (Refused e) {
            return CompletableFuture.failedFuture(e);
        }
        Compiler compiler = new Compiler();
        return CompletableFuture.completedFuture(
                difference(compiler.compile(preview.before()), compiler.compile(preview.after())));
    }

    private static SortedMap<String, Counts> difference(
            SortedMap<String, Program> before, SortedMap<String, Program> after) {
        TreeSet<String> hosts = new TreeSet<>(before.keySet());
        hosts.addAll(after.keySet());
        SortedMap<String, Counts> out = new TreeMap<>();
        for (String host : hosts) {
            Program old = before.getOrDefault(host, Program.empty(host));
            Program now = after.getOrDefault(host, Program.empty(host));
            if (!old.sameAs(now)) {
                Difference d = old.to(now);
                out.put(
                        host,
                        new Counts(d.add().size(), d.change().size(), d.delete().size()));
            }
        }
        return out;
    }
}
