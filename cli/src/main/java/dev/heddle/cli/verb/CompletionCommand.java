package dev.heddle.cli.verb;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        headerHeading = "Example: source <(heddle completion bash)%n%n",
        description = "Print the script that completes words and names in a shell.")
final class CompletionCommand implements Callable<Integer> {
    private static final String BASH = """
            _heddle() {
                local IFS=$'\\n'
                COMPREPLY=($(heddle __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
            }
            complete -o default -F _heddle heddle
            """;
    private static final String ZSH = """
            #compdef heddle
            _heddle() {
                local -a found
                found=("${(@f)$(heddle __complete -- "${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
                compadd -a found
            }
            compdef _heddle heddle
            """;
    private static final String FISH = """
            function __heddle_complete
                set -l words (commandline -opc) (commandline -ct)
                heddle __complete -- $words[2..-1] 2>/dev/null
            end
            complete -c heddle -a '(__heddle_complete)'
            """;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    @SuppressWarnings("NullAway.Init")
    private String shell;

    @Override
    public Integer call() {
        String script = switch (shell) {
            case "bash" -> BASH;
            case "zsh" -> ZSH;
            case "fish" -> FISH;
            default ->
                throw new CommandException(Exit.BAD_INPUT, "shell \"" + shell + "\": expected bash, zsh or fish");
        };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return Exit.OK.code();
    }
}
