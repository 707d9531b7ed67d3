package dev.heddle.flow.text;

import dev.heddle.flow.Group;
import dev.heddle.flow.Group.Bucket;
import dev.heddle.flow.Group.Selection;

/**
 * Groups as ovs-ofctl(8), "Group Syntax" has them. What Open vSwitch refuses whatever it holds is refused here. Buckets
 * without an id get the one that ovs-ofctl would give them. Pure.
 */
public final class GroupText {
    private GroupText() {}

    /** Reads what add-group and mod-group take, and what dump-groups prints. */
    public static Group read(String text, PortNames ports) {
        return new GroupReader(text, ports, GroupReader.Takes.GROUP).group();
    }

    /** Reads what insert-buckets takes: {@code group_id=1,command_bucket_id=last,bucket=...}. */
    public static BucketChange readInsertBuckets(String text, PortNames ports) {
        return new GroupReader(text, ports, GroupReader.Takes.INSERT).change();
    }

    /** Reads what remove-buckets takes: {@code group_id=1,command_bucket_id=all}. */
    public static BucketChange readRemoveBuckets(String text) {
        return new GroupReader(text, PortNames.NONE, GroupReader.Takes.REMOVE).change();
    }

    /** Reads what del-groups and dump-groups take, {@code group_id=1}; the empty text is {@link BucketChange#ALL_GROUPS}. */
    public static int readId(String text) {
        return text.isBlank()
                ? BucketChange.ALL_GROUPS
                : new GroupReader(text, PortNames.NONE, GroupReader.Takes.ID)
                        .change()
                        .group()
                        .id();
    }

    /** As dump-groups prints it. Properties that this library does not name are left out. */
    public static String print(Group group, PortNames ports) {
        StringBuilder out = new StringBuilder("group_id=");
        out.append(Integer.toUnsignedString(group.id())).append(",type=").append(type(group.type()));
        if (group.selection() != null) {
            print(group.selection(), out);
        }
        for (Bucket bucket : group.buckets()) {
            print(bucket, group.type(), ports, out);
        }
        return out.toString();
    }

    private static String type(Group.Type type) {
        return switch (type) {
            case ALL -> "all";
            case SELECT -> "select";
            case INDIRECT -> "indirect";
            case FAST_FAILOVER -> "ff";
        };
    }

    private static void print(Selection selection, StringBuilder out) {
        out.append(",selection_method=").append(selection.method());
        if (selection.parameter() != 0) {
            out.append(",selection_method_param=").append(Long.toUnsignedString(selection.parameter()));
        }
        boolean one = selection.fields().size() == 1;
        if (!selection.fields().isEmpty()) {
            HashFieldText.print(selection.fields(), out.append(one ? ",fields=" : ",fields("));
            out.append(one ? "" : ")");
        }
    }

    private static void print(Bucket bucket, Group.Type type, PortNames ports, StringBuilder out) {
        out.append(",bucket=bucket_id:")
                .append(Integer.toUnsignedString(bucket.id()))
                .append(',');
        if (bucket.weight() != (type == Group.Type.SELECT ? 1 : 0)) {
            out.append("weight:").append(bucket.weight()).append(',');
        }
        if (bucket.watchPort() != null) {
            PortText.print(bucket.watchPort(), ports, out.append("watch_port:"));
            out.append(',');
        }
        if (bucket.watchGroup() != Group.NONE) {
            out.append("watch_group:")
                    .append(Integer.toUnsignedString(bucket.watchGroup()))
                    .append(',');
        }
        out.append("actions=").append(FlowText.actions(bucket.actions(), ports));
    }
}
