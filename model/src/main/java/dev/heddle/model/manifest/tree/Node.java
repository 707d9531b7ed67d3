package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.text.Quote;
import java.util.List;
import java.util.OptionalLong;

/** A value in an input, and where it starts. */
public sealed interface Node {
    Position at();

    /** What it is, for messages: {@code a mapping}. */
    String describe();

    /** Entries in the order written; keys are distinct. */
    record Mapping(Position at, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** @param at where the key stands */
    record Entry(Position at, String key, Node value) {}

    /** A list. */
    record Sequence(Position at, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** @param text as written, quotes and escapes resolved */
    record Scalar(Position at, Type type, String text) implements Node {
        @Override
        public String describe() {
            return switch (type) {
                case NULL -> "nothing (null)";
                case BOOLEAN -> "the boolean " + text;
                case INTEGER -> "the integer " + Quote.bare(text);
                case FLOAT -> "the number " + Quote.bare(text);
                case STRING -> "the string " + Quote.of(text);
            };
        }

        /** The value of an {@link Type#INTEGER}; empty if it takes more than 64 bits. */
        public OptionalLong integer() {
            try {
                if (text.startsWith("0x")) {
                    return OptionalLong.of(Long.parseLong(text.substring(2), 16));
                }
                if (text.startsWith("0o")) {
                    return OptionalLong.of(Long.parseLong(text.substring(2), 8));
                }
                return OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException tooLarge) {
                return OptionalLong.empty();
            }
        }
    }

    /** A value that cannot be used, and of which a {@link Flaw} tells. */
    record Broken(Position at) implements Node {
        @Override
        public String describe() {
            return "an unusable value";
        }
    }

    /** Types of scalars: YAML 1.2 core schema. */
    enum Type {
        NULL,
        BOOLEAN,
        INTEGER,
        FLOAT,
        STRING
    }
}
