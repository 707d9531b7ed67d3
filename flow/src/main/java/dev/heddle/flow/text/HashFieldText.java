package dev.heddle.flow.text;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Group.HashField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields of {@code selection_method=hash}: {@code ip_src,tcp_dst=0xff}. */
final class HashFieldText {
    private HashFieldText() {}

    static List<HashField> read(Scanner in, PortNames ports) {
        List<HashField> out = new ArrayList<>();
        Set<Field> seen = new HashSet<>();
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            Field field = Field.named(pairs.key());
            if (field == null
                    || !(pairs.key().equals(field.text()) || pairs.key().equals(field.alias()))) {
                throw pairs.error("no field is named \"" + pairs.key() + "\"");
            }
            if (!seen.add(field)) {
                throw pairs.error(pairs.key() + " is there twice");
            }
            Scanner value = pairs.value();
            out.add(value.atEnd() ? HashField.of(field) : masked(field, value, ports));
        }
        return out;
    }

    private static HashField masked(Field field, Scanner value, PortNames ports) {
        int start = value.position();
        Bits mask = ValueText.read(field, value, ports);
        HashField out = new HashField(field, mask);
        if (mask.isZero()) {
            throw value.error("a field is hashed under a mask that is not zero", start);
        }
        if (!field.maskable() && !out.isWhole()) {
            throw value.error(field.text() + " takes no mask", start);
        }
        return out;
    }

    static void print(List<HashField> fields, StringBuilder out) {
        for (int i = 0; i < fields.size(); i++) {
            HashField field = fields.get(i);
            out.append(i > 0 ? "," : "").append(field.field().text());
            if (!field.isWhole()) {
                ValueText.print(field.field(), field.mask(), PortNames.NONE, out.append('='));
            }
        }
    }
}
