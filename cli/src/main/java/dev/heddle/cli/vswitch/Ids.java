package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;

/** Numbers of groups and meters, as an argument gives them. */
final class Ids {
    private Ids() {}

    static int group(long id) {
        return checked("group", 0, id, Integer.toUnsignedLong(Group.MAX));
    }

    static int meter(long id) {
        return checked("meter", 1, id, Integer.toUnsignedLong(Meter.MAX));
    }

    private static int checked(String what, long first, long id, long last) {
        if (id < first || id > last) {
            throw new CommandException(Exit.BAD_INPUT, what + " " + id + ": expected " + first + " to " + last);
        }
        return (int) id;
    }
}
