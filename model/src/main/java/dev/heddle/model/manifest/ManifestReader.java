package dev.heddle.model.manifest;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.tree.Document;
import dev.heddle.model.manifest.tree.Documents;
import dev.heddle.model.manifest.tree.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads manifests strictly: what is not understood is a problem, and all problems of all inputs are found at once. Whatever
 * the bytes are, it answers and never throws.
 */
public final class ManifestReader {
    /**
     * One file.
     *
     * @param file as messages shall name it; {@code -} for standard input
     * @param bytes YAML or JSON in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Input(String file, byte[] bytes) {}

    static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(
                    (Problem p) -> p.position().line())
            .thenComparingInt(p -> p.position().column());

    private ManifestReader() {}

    public static Parsed read(String file, byte[] bytes) {
        return read(List.of(new Input(file, bytes)));
    }

    /** Reads files that are declared together: no object may be in two of them. */
    public static Parsed read(List<Input> inputs) {
        List<Manifest> manifests = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Duplicates duplicates = new Duplicates();
        for (Input input : inputs) {
            List<Problem> ofInput = new ArrayList<>();
            List<Manifest> read = readInput(input, ofInput);
            read.forEach(manifest -> ofInput.addAll(duplicates.check(manifest)));
            manifests.addAll(read);
            ofInput.stream().sorted(BY_PLACE).forEach(problems::add);
        }
        return new Parsed(manifests, problems);
    }

    private static List<Manifest> readInput(Input input, List<Problem> problems) {
        Documents documents = Documents.read(input.file(), input.bytes());
        List<ObjectDocument> objects = new ArrayList<>();
        for (Document document : documents.list()) {
            objects.addAll(ObjectDocument.of(document, problems));
        }
        List<Manifest> manifests = new ArrayList<>();
        objects.forEach(object -> object.bind(problems).ifPresent(manifests::add));
        documents.unreadable().ifPresent(flaw -> problems.add(problem(flaw)));
        if (objects.isEmpty() && problems.isEmpty()) {
            problems.add(problem(
                    ManifestError.NO_OBJECT,
                    new Position(input.file(), 1, 1),
                    "found no object, expected at least one"));
        }
        return manifests;
    }

    static Problem problem(Flaw flaw) {
        return problem(flaw.error(), flaw.at(), flaw.message());
    }

    /** A problem of no object. */
    static Problem problem(ManifestError error, Position at, String message) {
        return new Problem(Problem.Category.BAD_INPUT, error.code(), at, null, null, message, null);
    }
}
