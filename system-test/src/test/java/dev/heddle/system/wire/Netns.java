package dev.heddle.system.wire;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Does things in another network namespace: on a thread of its own, which ends there (setns(2)). */
final class Netns {
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNET = 0x40000000;

    private Netns() {}

    /**
     * Calls it in a namespace of {@code ip netns}; what it opens stays there.
     *
     * @param namespace empty for the one of this process
     */
    static <T> T in(String namespace, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter(namespace);
            return work.call();
        });
        Thread thread = Thread.ofPlatform().name("netns-" + namespace).start(task);
        try {
            thread.join();
            return task.get();
        } catch (Exception e) {
            throw new AssertionError("in namespace " + namespace + ": " + e, e);
        }
    }

    private static void enter(String namespace) {
        if (namespace.isEmpty()) {
            return;
        }
        int descriptor = Libc.open("/run/netns/" + namespace, O_CLOEXEC);
        if (descriptor < 0) {
            throw new IllegalStateException("there is no such namespace");
        }
        int entered = Libc.setns(descriptor, CLONE_NEWNET);
        int _ = Libc.close(descriptor);
        if (entered != 0) {
            throw new IllegalStateException("it cannot be entered");
        }
    }
}
