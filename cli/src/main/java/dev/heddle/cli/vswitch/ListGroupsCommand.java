package dev.heddle.cli.vswitch;

import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "list-groups",
        headerHeading = "Example: heddle switch list-groups vswitch1%n%n",
        description = "Print the groups as ovs-ofctl -O OpenFlow15 --no-names dump-groups does.")
final class ListGroupsCommand extends ListAction<Group> {
    @Override
    List<Group> list(VirtualSwitch on) {
        return on.listGroups();
    }

    @Override
    String line(Group group) {
        return FlowText.group(group);
    }

    @Override
    Map<String, Object> json(Group group) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", Integer.toUnsignedLong(group.id()));
        out.put("line", line(group));
        return out;
    }
}
