package dev.heddle.model.manifest;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.ManifestReader.Input;
import dev.heddle.model.manifest.schema.AllocationSchema;
import dev.heddle.model.manifest.tree.Document;
import dev.heddle.model.manifest.tree.Documents;
import dev.heddle.model.spec.AllocationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file that holds one Allocation, as strictly as {@link ManifestReader} and with the same words. */
public final class AllocationReader {
    /**
     * What a file holds.
     *
     * @param allocation empty if there is a problem
     * @param problems in the order of the input
     */
    public record Result(Optional<AllocationSpec> allocation, List<Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private AllocationReader() {}

    /** Whatever the bytes are, it answers and never throws. */
    public static Result read(Input input) {
        Documents documents = Documents.read(input.file(), input.bytes());
        List<Problem> problems = new ArrayList<>();
        List<ObjectDocument> objects = new ArrayList<>();
        for (Document document : documents.list()) {
            objects.addAll(ObjectDocument.of(document, problems));
        }
        List<AllocationSpec> allocations = new ArrayList<>();
        for (ObjectDocument object : objects) {
            if (object.isKind(AllocationSchema.KIND)) {
                object.bind(AllocationSchema.MANIFEST, problems).ifPresent(allocations::add);
            } else {
                object.bind(AllocationSchema.otherKind(), problems);
            }
        }
        objects.stream()
                .skip(1)
                .forEach(second -> problems.add(ManifestReader.problem(
                        ManifestError.DUPLICATE_OBJECT,
                        second.root().at(),
                        "found another object, expected one Allocation a file")));
        documents.unreadable().ifPresent(flaw -> problems.add(ManifestReader.problem(flaw)));
        if (objects.isEmpty() && problems.isEmpty()) {
            problems.add(ManifestReader.problem(
                    ManifestError.NO_OBJECT,
                    new Position(input.file(), 1, 1),
                    "found no object, expected an Allocation"));
        }
        problems.sort(ManifestReader.BY_PLACE);
        Optional<AllocationSpec> only = problems.isEmpty() ? Optional.of(allocations.getFirst()) : Optional.empty();
        return new Result(only, problems);
    }
}
