package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A listener that keeps what it was told; bodies are text here. Read it after the journal's call has completed. */
class Recorder implements Journal.Listener {
    final List<String> bodies = new ArrayList<>();
    final List<List<String>> batches = new ArrayList<>();
    Optional<String> snapshot = Optional.empty();
    String clusterId = "";
    long seq;
    long term;
    long termBefore;
    volatile Throwable failure;

    static List<byte[]> batch(String... bodies) {
        List<byte[]> batch = new ArrayList<>();
        for (String body : bodies) {
            batch.add(body.getBytes(StandardCharsets.UTF_8));
        }
        return batch;
    }

    @Override
    public synchronized void restored(String cluster, long at, Optional<byte[]> body) {
        clusterId = cluster;
        seq = at;
        snapshot = body.map(b -> new String(b, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void committed(long last, List<byte[]> batch) {
        List<String> text =
                batch.stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
        batches.add(text);
        bodies.addAll(text);
        seq += batch.size();
        if (seq != last) {
            throw new IllegalStateException("told " + last + " after " + seq + " records");
        }
    }

    @Override
    public synchronized void leading(long newTerm, long before) {
        term = newTerm;
        termBefore = before;
    }

    @Override
    public void following() {
        throw new IllegalStateException("there is nobody to follow");
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
    }
}
