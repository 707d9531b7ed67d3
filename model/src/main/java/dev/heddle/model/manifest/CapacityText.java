package dev.heddle.model.manifest;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.schema.HostResources;
import dev.heddle.model.manifest.schema.Report;
import dev.heddle.model.manifest.tree.Document;
import dev.heddle.model.manifest.tree.Documents;
import dev.heddle.model.pool.Observed;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Host's {@code spec.capacity} on its own, as hosts tell it in {@code external_ids:heddle-capacity}: {@code {"cpu":96,
 * "gpu":{"count":8,"model":"H100"},"memory":"2Ti","storage":"30Ti"}}.
 */
public final class CapacityText {
    /** How messages name the text. */
    private static final String SOURCE = "heddle-capacity";

    private CapacityText() {}

    /** @throws IllegalArgumentException if it is none, with all that is wrong and where, by line and column */
    public static Observed parse(String text) {
        Documents documents = Documents.read(SOURCE, text.getBytes(StandardCharsets.UTF_8));
        Position start = new Position(SOURCE, 1, 1);
        Report report = new Report(null, start, Map.of());
        documents.unreadable().ifPresent(flaw -> report.add(flaw.error(), flaw.at(), flaw.path(), flaw.message()));
        if (documents.list().size() != 1) {
            report.add(ManifestError.NO_OBJECT, start, "", "expected one mapping");
            throw refused(report);
        }
        Document document = documents.list().getFirst();
        document.flaws().forEach(flaw -> report.add(flaw.error(), flaw.at(), flaw.path(), flaw.message()));
        HostResources.Amounts amounts = HostResources.CAPACITY.read(document.root(), "", report);
        if (amounts == null || report.count() > 0) {
            throw refused(report);
        }
        return new Observed(amounts.resources(), amounts.gpuModel(), Collections.emptySortedMap());
    }

    /** As JSON on one line. */
    public static String format(Observed capacity) {
        HostResources.Amounts amounts = new HostResources.Amounts(capacity.capacity(), capacity.gpuModel());
        return HostResources.CAPACITY.write(amounts).toString();
    }

    private static IllegalArgumentException refused(Report report) {
        List<Problem> problems = report.problems();
        return new IllegalArgumentException(
                problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
}
