package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import java.nio.file.Path;

/** A process that does one {@link JournalRun} in the directory it is given and prints the transcript; to be killed. */
final class JournalWriter {
    private JournalWriter() {}

    public static void main(String[] args) throws Exception {
        Recorder recorder = new Recorder();
        try (Journal journal = SqliteJournalTest.at(Path.of(args[0]))) {
            JournalRun.write(journal, recorder, line -> {
                System.out.println(line);
                System.out.flush();
            });
        }
        System.out.println("done");
    }
}
