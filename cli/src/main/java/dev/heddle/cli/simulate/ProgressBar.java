package dev.heddle.cli.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much is done, in one line that is overwritten; nothing where standard error is no terminal. */
final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final boolean shown;
    private final int all;
    private int percent = -1;

    ProgressBar(PrintWriter out, boolean shown, int all) {
        this.out = out;
        this.shown = shown;
        this.all = all;
    }

    /** @param all how much there is to do, above 0 */
    static ProgressBar to(PrintWriter err, int all) {
        return new ProgressBar(err, isTerminal(), all);
    }

    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    void show(int done) {
        int now = (int) (100L * done / all);
        if (shown && now > percent) {
            percent = now;
            out.print("\r" + line(done, all));
            out.flush();
        }
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            out.print("\r" + " ".repeat(line(all, all).length()) + "\r");
            out.flush();
        }
    }

    /** {@code [#####…     ]  12 %  123/1000 jobs}; for the same {@code all} never longer than where all is done. */
    static String line(int done, int all) {
        int full = (int) ((long) WIDTH * done / all);
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] "
                + "%3d %%  %d/%d jobs".formatted(100L * done / all, done, all);
    }
}
