package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.List;

final class GroupKind implements Kind<Group> {
    @Override
    public Group read(String text, PortNames names) {
        return FlowText.readGroup(text, names);
    }

    @Override
    public String print(Group group, PortNames names) {
        return FlowText.group(group, names);
    }

    @Override
    public OfMessage adding(Group group) {
        return GroupMod.add(group);
    }

    @Override
    public Group added(OfMessage message) {
        return ((GroupMod) message).group();
    }

    @Override
    public MultipartRequest listing() {
        return new MultipartRequest.Groups(GroupMod.ALL_GROUPS);
    }

    @Override
    public List<Group> listed(OfMessage reply) {
        return ((MultipartReply.Groups) reply).entries();
    }

    @Override
    public List<String> dump(Side side, boolean names) {
        return side.ovs()
                .ofctl(names ? "--names" : "--no-names", "dump-groups", Side.BRIDGE)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("group_id="))
                .toList();
    }
}
