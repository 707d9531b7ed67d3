package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.text.Quote;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** YAML 1.2, any number of documents, event by event: the depth of the input costs no stack. */
final class YamlParser {
    private static final ScalarResolver CORE_SCHEMA = new CoreScalarResolver(false);

    private final String file;
    private final List<Document> into;
    private TreeBuilder tree = new TreeBuilder();
    /** Where the last event ended. */
    private Position last;

    private YamlParser(String file, List<Document> into) {
        this.file = file;
        this.into = into;
        this.last = new Position(file, 1, 1);
    }

    /** Adds the documents of the text, up to where it can be read. */
    static void parse(String file, String text, List<Document> into) throws Unreadable {
        new YamlParser(file, into).parse(text);
    }

    private void parse(String text) throws Unreadable {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setLabel(file)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        while (hasNext(events)) {
            Event event = events.next();
            last = position(event.getEndMark());
            take(event);
        }
    }

    /** The engine reads on here; of some broken escapes it makes exceptions without a place. */
    private boolean hasNext(Iterator<Event> events) throws Unreadable {
        try {
            return events.hasNext();
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw syntax(position(e.getProblemMark().or(e::getContextMark)), context + e.getProblem());
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw syntax(last, String.valueOf(e.getMessage()));
        }
    }

    private void take(Event event) throws Unreadable {
        switch (event.getEventId()) {
            case DocumentStart -> tree = new TreeBuilder();
            case DocumentEnd -> into.add(tree.finish());
            case MappingStart -> {
                checkProperties((NodeEvent) event, ((CollectionStartEvent) event).getTag());
                tree.startMapping(position(event.getStartMark()));
            }
            case SequenceStart -> {
                checkProperties((NodeEvent) event, ((CollectionStartEvent) event).getTag());
                tree.startSequence(position(event.getStartMark()));
            }
            case MappingEnd, SequenceEnd -> tree.end();
            case Scalar -> scalar((ScalarEvent) event);
            case Alias ->
                tree.broken(
                        ManifestError.ALIAS,
                        position(event.getStartMark()),
                        "the alias *%s is refused, expected the value itself"
                                .formatted(((AliasEvent) event).getAlias()));
            case StreamStart, StreamEnd, Comment -> {}
        }
    }

    private void scalar(ScalarEvent event) {
        checkProperties(event, event.getTag());
        Node.Type type = event.isPlain() ? plainType(event.getValue()) : Node.Type.STRING;
        tree.scalar(position(event.getStartMark()), type, event.getValue());
    }

    private void checkProperties(NodeEvent event, Optional<String> tag) {
        Position at = position(event.getStartMark());
        event.getAnchor()
                .ifPresent(anchor -> tree.flaw(
                        ManifestError.ANCHOR,
                        at,
                        "the anchor &%s is refused, expected plain values".formatted(anchor)));
        tag.ifPresent(name -> tree.flaw(
                ManifestError.TAG, at, "the tag %s is refused, expected plain values".formatted(Quote.of(name))));
    }

    private static Node.Type plainType(String text) {
        Tag tag = CORE_SCHEMA.resolve(text, true);
        if (tag.equals(Tag.INT)) {
            return Node.Type.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Node.Type.FLOAT;
        }
        if (tag.equals(Tag.BOOL)) {
            return Node.Type.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Node.Type.NULL : Node.Type.STRING;
    }

    private Position position(Optional<Mark> mark) {
        return mark.map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(new Position(file, 1, 1));
    }

    private static Unreadable syntax(Position at, String message) {
        String line = message.replaceAll("\\s+", " ");
        return new Unreadable(new Flaw(ManifestError.SYNTAX, at, "", "expected YAML or JSON: " + Quote.bare(line)));
    }
}
