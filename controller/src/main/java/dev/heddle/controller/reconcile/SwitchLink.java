package dev.heddle.controller.reconcile;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One OpenFlow connection as the host that it belongs to sees it. Methods may be called from any thread. */
interface SwitchLink {
    /** Does what a session wants done, in order; answers go to the host as inputs. */
    void perform(List<SwitchOutput> outputs);

    /** Reads all flows and groups, beside what the session asks for. */
    CompletableFuture<Held> read();

    void close();
}
