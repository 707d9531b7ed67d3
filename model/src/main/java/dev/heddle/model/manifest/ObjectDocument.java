package dev.heddle.model.manifest;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.schema.Envelope;
import dev.heddle.model.manifest.schema.ItemListSchema;
import dev.heddle.model.manifest.schema.KindSchema;
import dev.heddle.model.manifest.schema.Metadata;
import dev.heddle.model.manifest.schema.ObjectType;
import dev.heddle.model.manifest.schema.Report;
import dev.heddle.model.manifest.tree.Document;
import dev.heddle.model.manifest.tree.Flaw;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Trees;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.text.Quote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object as it was written: a document, or an item of a {@code kind: List}.
 *
 * @param flaws of its text, paths relative to it
 */
record ObjectDocument(Node root, List<Flaw> flaws) {
    /** The objects of a document: one, the items of a List, or none of an empty document. */
    static List<ObjectDocument> of(Document document, List<Problem> problems) {
        Node root = document.root();
        boolean empty = root instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
        if (empty && document.flaws().isEmpty()) {
            return List.of();
        }
        ObjectDocument whole = new ObjectDocument(root, document.flaws());
        if (!whole.isKind(ItemListSchema.KIND)) {
            return List.of(whole);
        }
        return ItemList.objects(whole, problems);
    }

    /** The manifest, if nothing is wrong with it. */
    Optional<Manifest> bind(List<Problem> problems) {
        Map<String, Position> positions = Trees.positions(root);
        Report report = report(positions);
        Optional<Kind> kind = Optional.ofNullable(text("kind")).flatMap(Kind::ofManifest);
        Optional<Manifest> out = Optional.empty();
        if (kind.isPresent()) {
            out = bind(KindSchema.of(kind.get()), positions, report);
        } else {
            KindSchema.unknown().read(root, "", report);
        }
        problems.addAll(report.problems());
        return report.count() == 0 ? out : Optional.empty();
    }

    /** The object as a manifest of that type, if nothing is wrong with it. */
    <O> Optional<O> bind(ObjectType<O> type, List<Problem> problems) {
        Report report = report(Trees.positions(root));
        O object = type.read(root, "", report);
        problems.addAll(report.problems());
        return report.count() == 0 ? Optional.ofNullable(object) : Optional.empty();
    }

    boolean isKind(String kind) {
        return kind.equals(text("kind"));
    }

    private Report report(Map<String, Position> positions) {
        Report report = new Report(name(), root.at(), positions);
        flaws.forEach(flaw -> report.add(flaw.error(), flaw.at(), flaw.path(), flaw.message()));
        return report;
    }

    private <S extends Spec> Optional<Manifest> bind(
            KindSchema<S> schema, Map<String, Position> positions, Report report) {
        Envelope<S> envelope = schema.manifest().read(root, "", report);
        if (envelope == null || report.count() > 0) {
            return Optional.empty();
        }
        Metadata metadata = envelope.metadata();
        ObjectKey key = new ObjectKey(schema.kind(), metadata.tenant().orElse(null), metadata.name());
        return Optional.of(new Manifest(
                key,
                metadata.uid(),
                new TreeMap<>((Map<String, String>) metadata.labels()),
                envelope.spec(),
                written(),
                root.at(),
                positions));
    }

    private JsonNode written() {
        Node spec = Trees.child(root, "spec");
        return spec == null ? JsonNodeFactory.instance.objectNode() : Trees.json(spec);
    }

    /** As messages name the object, as far as that can be told: {@code Slice team-a/train}. */
    private @Nullable String name() {
        String kind = text("kind");
        if (kind == null) {
            return null;
        }
        StringBuilder out = new StringBuilder(Quote.bare(kind));
        Node metadata = Trees.child(root, "metadata");
        String name = metadata == null ? null : text(Trees.child(metadata, "name"));
        String tenant = metadata == null ? null : text(Trees.child(metadata, "tenant"));
        if (name != null) {
            boolean clusterWide =
                    Kind.ofManifest(kind).filter(Kind::clusterWide).isPresent();
            out.append(' ')
                    .append(tenant == null || clusterWide ? "" : Quote.bare(tenant) + "/")
                    .append(Quote.bare(name));
        }
        return out.toString();
    }

    private @Nullable String text(String key) {
        return text(Trees.child(root, key));
    }

    private static @Nullable String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING ? scalar.text() : null;
    }
}
