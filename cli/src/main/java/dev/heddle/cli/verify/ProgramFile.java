package dev.heddle.cli.verify;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.TextFile;
import dev.heddle.model.Position;
import dev.heddle.model.manifest.tree.Documents;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.verify.Contract;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/hosts/HOST/program} answered, from a file.
 *
 * @param contract which port is whose; ports that are not listed belong to nobody
 * @param desired the lines of the program
 */
record ProgramFile(String host, Contract contract, Set<String> desired) {
    private static final String CONTRACT = "contract";
    private static final long MOST_PORT = 0xffff;
    private static final long MOST_VNI = 0xffffff;

    /** @throws CommandException bad input, with its place */
    static ProgramFile read(String name) {
        Documents read = Documents.read(name, TextFile.read(name).getBytes(StandardCharsets.UTF_8));
        if (read.unreadable().isPresent()) {
            throw bad(read.unreadable().get().at(), read.unreadable().get().message());
        }
        read.list()
                .forEach(d -> d.flaws().forEach(f -> {
                    throw bad(f.at(), f.message());
                }));
        if (read.list().size() != 1) {
            throw bad(new Position(name, 1, 1), "expected what GET /v1/hosts/HOST/program answers");
        }
        Node root = read.list().getFirst().root();
        Set<String> desired = new HashSet<>();
        items(root, "desired").forEach(line -> desired.add(text(line, "desired")));
        return new ProgramFile(text(member(root, "host"), "host"), contract(member(root, CONTRACT)), desired);
    }

    private static Contract contract(Node node) {
        SortedMap<Integer, Contract.Port> ports = new TreeMap<>();
        SortedMap<String, Integer> vnis = new TreeMap<>();
        for (Node port : items(node, "ports")) {
            int number = number(member(port, "number"), "number", MOST_PORT);
            String slice = text(member(port, "slice"), "slice");
            int vni = number(member(port, "vni"), "vni", MOST_VNI);
            String name = text(member(port, "interface"), "interface");
            if (ports.put(number, new Contract.Port(number, name, slice)) != null) {
                throw bad(port.at(), "port " + number + " is there twice");
            }
            Integer other = vnis.put(slice, vni);
            if (other != null && other != vni) {
                throw bad(port.at(), "slice " + slice + " has two VNIs, " + other + " and " + vni);
            }
        }
        Node tunnel = member(node, "tunnel");
        boolean none = tunnel instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
        return new Contract(
                none ? OptionalInt.empty() : OptionalInt.of(number(tunnel, "tunnel", MOST_PORT)),
                ports,
                false,
                vnis,
                Set.of());
    }

    private static Node member(Node node, String key) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw bad(node.at(), "found " + node.describe() + ", expected a mapping with " + key);
        }
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().equals(key)) {
                return entry.value();
            }
        }
        throw bad(node.at(), key + ": is missing; expected what GET /v1/hosts/HOST/program answers");
    }

    private static List<Node> items(Node node, String key) {
        Node value = member(node, key);
        if (value instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        throw bad(value.at(), key + ": found " + value.describe() + ", expected a list");
    }

    private static String text(Node node, String key) {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
            return scalar.text();
        }
        throw bad(node.at(), key + ": found " + node.describe() + ", expected text");
    }

    private static int number(Node node, String key, long most) {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.INTEGER) {
            long value = scalar.integer().orElse(-1);
            if (value >= 1 && value <= most) {
                return (int) value;
            }
        }
        throw bad(node.at(), key + ": found " + node.describe() + ", expected an integer from 1 to " + most);
    }

    private static CommandException bad(Position at, @Nullable String message) {
        return new CommandException(Exit.BAD_INPUT, at + ": " + message);
    }
}
