package dev.heddle.flow.text;

import dev.heddle.flow.Group;
import dev.heddle.flow.Group.HashField;
import dev.heddle.flow.Group.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one group, its buckets last: their defaults depend on the group's type. Not thread-safe. */
final class GroupReader {
    /** What a text is for. */
    enum Takes {
        GROUP,
        INSERT,
        REMOVE,
        ID
    }

    private static final int METHOD_LENGTH = 15;
    private static final String BUCKET = "bucket=";
    private static final String[] COMMAND_BUCKETS = {"first", "last", "all"};

    private final Scanner in;
    private final PortNames ports;
    private final Takes takes;
    private int id = Group.NONE;
    private Group.@Nullable Type type;
    private @Nullable Integer commandBucket;
    private String method = "";
    private int methodAt;
    private long parameter;
    private List<HashField> fields = List.of();

    GroupReader(String text, PortNames ports, Takes takes) {
        this.in = new Scanner(text);
        this.ports = ports;
        this.takes = takes;
    }

    /** A group that is added or modified. */
    Group group() {
        int buckets = header();
        if (type == null) {
            throw in.error("a group takes a type");
        }
        checkSelection(type);
        List<Group.Bucket> read = new BucketReader(in, ports, type, true).readAll(buckets);
        if (type == Group.Type.INDIRECT && read.size() != 1) {
            throw in.error("an indirect group has one bucket", in.end());
        }
        @Nullable Selection selection = method.isEmpty() ? null : new Selection(method, parameter, fields);
        return new Group(id, type, read, selection, List.of());
    }

    /** Buckets that are inserted or removed, or a group's id alone. */
    BucketChange change() {
        int buckets = header();
        if (takes == Takes.INSERT && commandBucket == null) {
            throw in.error("insert-buckets takes a command_bucket_id");
        }
        List<Group.Bucket> read = new BucketReader(in, ports, Group.Type.ALL, false).readAll(buckets);
        int command = commandBucket == null ? BucketChange.ALL : commandBucket;
        return new BucketChange(new Group(id, Group.Type.ALL, read), command);
    }

    /** Reads all before the buckets and returns where they begin. */
    private int header() {
        int buckets = in.find(BUCKET);
        if (buckets >= 0 && takes != Takes.GROUP && takes != Takes.INSERT) {
            throw in.error("buckets are not taken here", buckets);
        }
        int end = buckets < 0 ? in.end() : buckets;
        Pairs pairs = new Pairs(in.part(in.position(), end));
        while (pairs.next()) {
            take(pairs);
        }
        if (id == Group.NONE) {
            throw in.error("a group takes a group_id");
        }
        return end;
    }

    private void take(Pairs pairs) {
        Scanner value = pairs.value();
        switch (pairs.key()) {
            case "group_id" -> id = groupId(value);
            case "command_bucket_id" -> {
                require(takes == Takes.INSERT || takes == Takes.REMOVE, pairs);
                commandBucket = commandBucket(value);
            }
            case "type" -> {
                require(takes == Takes.GROUP, pairs);
                type = type(value);
            }
            case "selection_method" -> {
                require(takes == Takes.GROUP, pairs);
                methodAt = value.position();
                method = value.rest();
                if (method.length() > METHOD_LENGTH) {
                    throw value.error("a selection method has at most 15 characters", methodAt);
                }
            }
            case "selection_method_param" -> {
                require(takes == Takes.GROUP, pairs);
                parameter = value.number();
                value.requireEnd();
            }
            case "fields" -> {
                require(takes == Takes.GROUP, pairs);
                fields = HashFieldText.read(value, ports);
            }
            default -> throw pairs.error("a group has no " + pairs.key());
        }
    }

    private static void require(boolean taken, Pairs pairs) {
        if (!taken) {
            throw pairs.error(pairs.key() + " is not taken here");
        }
    }

    private int groupId(Scanner value) {
        if (value.copy().rest().equals("all")) {
            return BucketChange.ALL_GROUPS;
        }
        int start = value.position();
        int number = u32(value);
        boolean all = number == BucketChange.ALL_GROUPS && takes != Takes.GROUP;
        if (!all && Integer.compareUnsigned(number, Group.MAX) > 0) {
            throw value.error("groups are numbered from 0 to 0xffffff00", start);
        }
        return number;
    }

    private int commandBucket(Scanner value) {
        int start = value.position();
        int named = List.of(COMMAND_BUCKETS).indexOf(value.copy().rest());
        int number = named >= 0 ? BucketChange.FIRST + named : u32(value);
        boolean known = Integer.compareUnsigned(number, Group.Bucket.MAX_ID) <= 0
                || Integer.compareUnsigned(number, BucketChange.FIRST) >= 0;
        if (!known) {
            throw value.error("buckets are numbered from 0 to 0xffffff00", start);
        }
        if (number == BucketChange.ALL && takes == Takes.INSERT) {
            throw value.error("buckets are inserted at one place, not at all", start);
        }
        return number;
    }

    private static Group.Type type(Scanner value) {
        int start = value.position();
        return switch (value.rest()) {
            case "all" -> Group.Type.ALL;
            case "select" -> Group.Type.SELECT;
            case "indirect" -> Group.Type.INDIRECT;
            case "ff", "fast_failover" -> Group.Type.FAST_FAILOVER;
            default -> throw value.error("a group's type is all, select, indirect or ff", start);
        };
    }

    private void checkSelection(Group.Type groupType) {
        if (method.isEmpty()) {
            if (parameter != 0 || !fields.isEmpty()) {
                throw in.error("fields and selection_method_param take a selection_method");
            }
            return;
        }
        if (groupType != Group.Type.SELECT) {
            throw in.error("only a group of type select has a selection_method", methodAt);
        }
        if (!method.equals(Selection.HASH) && !method.equals(Selection.DP_HASH)) {
            throw in.error("a selection_method is hash or dp_hash", methodAt);
        }
        if (!method.equals(Selection.HASH) && !fields.isEmpty()) {
            throw in.error("fields take selection_method=hash", methodAt);
        }
    }

    /** 32 bits as ovs-ofctl reads them: of a larger number the lower ones. */
    static int u32(Scanner value) {
        int number = (int) value.number();
        value.requireEnd();
        return number;
    }
}
