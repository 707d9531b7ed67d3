package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts one document together from what a parser finds, without recursion. In a mapping, keys and values take turns. */
final class TreeBuilder {
    static final int DEEPEST = 100;

    private final Deque<Frame> open = new ArrayDeque<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private @Nullable Node root;

    /** A collection that has not ended. */
    private sealed interface Frame {
        /** Takes the next key, value or item. */
        void take(Node node);

        Node end();

        /** The path of what comes next, below the given one. */
        String pathOfNext(String path);
    }

    void startMapping(Position at) throws Unreadable {
        start(at, new MappingFrame(at));
    }

    void startSequence(Position at) throws Unreadable {
        start(at, new SequenceFrame(at));
    }

    private void start(Position at, Frame frame) throws Unreadable {
        if (open.size() == DEEPEST) {
            throw new Unreadable(new Flaw(
                    ManifestError.NESTING, at, "", "nested too deeply, expected at most " + DEEPEST + " levels"));
        }
        open.push(frame);
    }

    void end() {
        put(open.pop().end());
    }

    void scalar(Position at, Node.Type type, String text) {
        if (text.indexOf('\0') >= 0) {
            flaw(ManifestError.CONTROL_CHARACTER, at, "contains NUL, expected text");
            put(new Node.Broken(at));
        } else {
            put(new Node.Scalar(at, type, text));
        }
    }

    void broken(ManifestError error, Position at, String message) {
        flaw(error, at, message);
        put(new Node.Broken(at));
    }

    /** Notes a flaw of what comes next. */
    void flaw(ManifestError error, Position at, String message) {
        flaws.add(new Flaw(error, at, pathOf(null), message));
    }

    /** The document, complete. */
    Document finish() {
        if (root == null || !open.isEmpty()) {
            throw new IllegalStateException("document without an end");
        }
        return new Document(root, flaws);
    }

    private void put(Node node) {
        if (open.isEmpty()) {
            root = node;
        } else {
            open.peek().take(node);
        }
    }

    /** The path of an open collection, or of what comes next for null. */
    private String pathOf(@Nullable Frame until) {
        String path = "";
        for (Iterator<Frame> outermostFirst = open.descendingIterator(); outermostFirst.hasNext(); ) {
            Frame frame = outermostFirst.next();
            if (frame.equals(until)) {
                break;
            }
            path = frame.pathOfNext(path);
        }
        return path;
    }

    private final class MappingFrame implements Frame {
        private final Position at;
        private final Map<String, Position> seen = new HashMap<>();
        private final List<Node.Entry> entries = new ArrayList<>();
        private @Nullable Node key;

        MappingFrame(Position at) {
            this.at = at;
        }

        @Override
        public void take(Node node) {
            if (key == null) {
                checkKey(node);
                key = node;
                return;
            }
            if (key instanceof Node.Scalar scalar
                    && scalar.type() == Node.Type.STRING
                    && seen.putIfAbsent(scalar.text(), scalar.at()) == null) {
                entries.add(new Node.Entry(scalar.at(), scalar.text(), node));
            }
            key = null;
        }

        private void checkKey(Node node) {
            switch (node) {
                case Node.Scalar scalar
                when scalar.type() == Node.Type.STRING -> {
                    Position first = seen.get(scalar.text());
                    if (first != null) {
                        String path = Paths.field(pathOf(this), scalar.text());
                        flaws.add(new Flaw(
                                ManifestError.DUPLICATE_KEY,
                                scalar.at(),
                                path,
                                "written twice, first at line %d, expected it once".formatted(first.line())));
                    }
                }
                case Node.Broken broken -> {}
                default ->
                    flaws.add(new Flaw(
                            ManifestError.KEY_TYPE,
                            node.at(),
                            pathOf(this),
                            "found %s as a key, expected a string".formatted(node.describe())));
            }
        }

        @Override
        public Node end() {
            return new Node.Mapping(at, entries);
        }

        @Override
        public String pathOfNext(String path) {
            return key instanceof Node.Scalar scalar ? Paths.field(path, scalar.text()) : path;
        }
    }

    private static final class SequenceFrame implements Frame {
        private final Position at;
        private final List<Node> items = new ArrayList<>();

        SequenceFrame(Position at) {
            this.at = at;
        }

        @Override
        public void take(Node node) {
            items.add(node);
        }

        @Override
        public Node end() {
            return new Node.Sequence(at, items);
        }

        @Override
        public String pathOfNext(String path) {
            return Paths.item(path, items.size());
        }
    }
}
