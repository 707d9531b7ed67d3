package dev.heddle.flow;

/**
 * Some bits of a field, written {@code FIELD[start..end]} (ovs-fields(7)).
 *
 * @param start the lowest bit, from 0
 * @param width how many bits, from 1
 */
public record Subfield(Field field, int start, int width) {
    public Subfield {
        if (start < 0 || width < 1 || start + width > field.bits()) {
            throw new IllegalArgumentException(
                    "bits " + start + ".." + (start + width - 1) + " are not all in " + field.text());
        }
    }

    /** The whole field. */
    public static Subfield of(Field field) {
        return new Subfield(field, 0, field.bits());
    }

    /** One bit. */
    public static Subfield bit(Field field, int bit) {
        return new Subfield(field, bit, 1);
    }

    public boolean isWhole() {
        return start == 0 && width == field.bits();
    }
}
