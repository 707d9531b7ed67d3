package dev.heddle.model.manifest;

import dev.heddle.model.Problem;
import dev.heddle.model.manifest.schema.ItemListSchema;
import dev.heddle.model.manifest.schema.Report;
import dev.heddle.model.manifest.tree.Flaw;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code kind: List}, as {@code get -o yaml} prints several objects. */
final class ItemList {
    private static final Pattern IN_ITEM = Pattern.compile("items\\[(\\d+)](?:\\.(.*)|(\\[.*)|)", Pattern.DOTALL);

    private ItemList() {}

    /** Its items; what is wrong with the list itself goes to the problems. */
    static List<ObjectDocument> objects(ObjectDocument list, List<Problem> problems) {
        Report report = new Report(ItemListSchema.KIND, list.root().at(), Map.of());
        ItemListSchema.TYPE.read(list.root(), "", report);
        List<Node> items = Trees.items(list.root(), "items");
        List<List<Flaw>> flaws = new ArrayList<>();
        items.forEach(item -> flaws.add(new ArrayList<>()));
        for (Flaw flaw : list.flaws()) {
            Matcher inItem = IN_ITEM.matcher(flaw.path());
            if (inItem.matches()) {
                flaws.get(Integer.parseInt(inItem.group(1))).add(within(flaw, inItem));
            } else {
                report.add(flaw.error(), flaw.at(), flaw.path(), flaw.message());
            }
        }
        problems.addAll(report.problems());
        List<ObjectDocument> out = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            out.add(new ObjectDocument(items.get(i), flaws.get(i)));
        }
        return out;
    }

    private static Flaw within(Flaw flaw, Matcher path) {
        String relative = path.group(2) != null ? path.group(2) : path.group(3);
        return new Flaw(flaw.error(), flaw.at(), relative == null ? "" : relative, flaw.message());
    }
}
