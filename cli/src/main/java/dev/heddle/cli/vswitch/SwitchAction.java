package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.output.SourceText;
import dev.heddle.flow.text.TextException;
import dev.heddle.ovs.sdk.SwitchAddress;
import dev.heddle.ovs.sdk.SwitchException;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the switch's commands have in common: which switch, how it is reached, how errors end. */
abstract class SwitchAction implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "The bridge.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--ovsdb",
            paramLabel = "ADDRESS",
            description = "unix:PATH, tcp:H:P or ssl:H:P of the database (db.sock in OVS_RUNDIR or"
                    + " /var/run/openvswitch).")
    private @Nullable String ovsdb;

    @Option(
            names = "--openflow",
            paramLabel = "ADDRESS",
            description = "tcp:H:P or unix:PATH where the bridge takes OpenFlow (NAME.mgmt beside a unix: database;"
                    + " else a ptcp: controller that we add and take away).")
    private @Nullable String openflow;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TlsOption tls;

    @Override
    public final Integer call() {
        NettyLogging.quiet();
        try {
            return act().code();
        } catch (SwitchException e) {
            throw new CommandException(exit(e.kind()), e.getMessage() + hint(e.kind()));
        }
    }

    abstract Exit act();

    /** The text that an argument gave, read; where it is none that makes sense, says where. */
    final <T> T read(String argument, String text, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (TextException e) {
            throw new CommandException(Exit.BAD_INPUT, SourceText.error(argument, 1, text, e));
        }
    }

    final String name() {
        return name;
    }

    final SwitchAddress address() {
        SwitchAddress at = tls.in(ovsdb == null ? SwitchAddress.local() : SwitchAddress.of(ovsdb));
        return openflow == null ? at : at.withOpenFlow(openflow);
    }

    final VirtualSwitch open() {
        return VirtualSwitch.open(address(), name);
    }

    /** Data, on standard output. */
    final void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    final void flush() {
        spec.commandLine().getOut().flush();
    }

    private String hint(SwitchException.Kind kind) {
        if (kind != SwitchException.Kind.UNREACHABLE) {
            return "";
        }
        return ovsdb == null && openflow == null
                ? " (the default); start Open vSwitch, or name its database with --ovsdb"
                : " (from " + (ovsdb == null ? "--openflow" : "--ovsdb") + "); is Open vSwitch running there?";
    }

    private static Exit exit(SwitchException.Kind kind) {
        return switch (kind) {
            case BAD_INPUT, REFUSED -> Exit.BAD_INPUT;
            case UNREACHABLE, LOST -> Exit.UNREACHABLE;
            case DENIED -> Exit.DENIED;
            case CONFLICT -> Exit.CONFLICT;
            case NOT_FOUND -> Exit.NOT_FOUND;
            case TIMEOUT -> Exit.TIMEOUT;
        };
    }
}
