package dev.heddle.cli.verb;

import dev.heddle.cli.client.Exit;
import dev.heddle.controller.Main;
import dev.heddle.controller.ServeOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The controller, which reads its own words; the launcher starts it without coming here. */
@Command(name = "serve", description = "Run the controller until it is told to stop.")
final class ServeCommand implements Callable<Integer> {
    @Unmatched
    private List<String> words = List.of();

    static CommandLine line() {
        CommandLine line = new CommandLine(new ServeCommand());
        line.setHelpSectionKeys(List.of("serve"));
        line.setHelpSectionMap(Map.of("serve", help -> ServeOptions.HELP));
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        Main.main(words.toArray(String[]::new));
        return Exit.OK.code();
    }
}
