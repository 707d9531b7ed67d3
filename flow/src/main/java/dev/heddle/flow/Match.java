package dev.heddle.flow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a flow matches: an optional ingress port and terms in the canonical order of {@link Field}. Two matches are equal
 * when a switch treats them as equal: values are kept under their masks, and a term with an empty mask is left out.
 *
 * <p>Fields that {@link Field} does not name are kept as raw OXM TLVs, in the order received.
 */
public final class Match {
    public static final Match ANY = builder().build();

    /**
     * One field under a mask.
     *
     * @param mask equal to {@link Field#fullMask()} for an exact match
     */
    public record Term(Field field, Bits value, Bits mask) {
        public boolean exact() {
            return mask.equals(field.fullMask());
        }
    }

    /** An OXM TLV that this library does not name, header included. */
    public record RawTerm(Octets tlv) {}

    private final @Nullable PortRef inPort;
    private final List<Term> terms;
    private final List<RawTerm> raw;
    private final int hash;

    private Match(@Nullable PortRef inPort, List<Term> terms, List<RawTerm> raw) {
        this.inPort = inPort;
        this.terms = terms;
        this.raw = raw;
        this.hash = Objects.hash(inPort, terms, raw);
    }

    public static Builder builder() {
        return new Builder();
    }

    public @Nullable PortRef inPort() {
        return inPort;
    }

    /** Terms in the order of {@link Field}, without the ingress port. */
    public List<Term> terms() {
        return terms;
    }

    public List<RawTerm> raw() {
        return raw;
    }

    /** The term on this field, or null. */
    public @Nullable Term term(Field field) {
        for (Term term : terms) {
            if (term.field() == field) {
                return term;
            }
        }
        return null;
    }

    /** The same match at another ingress port. */
    public Match withInPort(PortRef port) {
        return new Match(port, terms, raw);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Match m
                && m.hash == hash
                && Objects.equals(m.inPort, inPort)
                && m.terms.equals(terms)
                && m.raw.equals(raw);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Match[" + (inPort == null ? "" : inPort + ", ") + terms + raw + "]";
    }

    /** Collects terms in any order; a field given twice is an error. */
    public static final class Builder {
        private @Nullable PortRef inPort;
        private final Map<Field, Term> terms = new EnumMap<>(Field.class);
        private final List<RawTerm> raw = new ArrayList<>();

        private Builder() {}

        public Builder inPort(PortRef port) {
            inPort = port;
            return this;
        }

        public Builder eq(Field field, long value) {
            return masked(field, Bits.of(value), field.fullMask());
        }

        public Builder eq(Field field, Bits value) {
            return masked(field, value, field.fullMask());
        }

        public Builder masked(Field field, Bits value, Bits mask) {
            if (field == Field.IN_PORT_OXM || field == Field.IN_PORT) {
                throw new IllegalArgumentException("use inPort for " + field.text());
            }
            if (!mask.fits(field.bits()) || !value.fits(field.bits())) {
                throw new IllegalArgumentException(
                        field.text() + ": value or mask is wider than " + field.bits() + " bits");
            }
            if (mask.isZero()) {
                return this;
            }
            if (terms.put(field, new Term(field, value.and(mask), mask)) != null) {
                throw new IllegalArgumentException(field.text() + " is matched twice");
            }
            return this;
        }

        public Builder raw(RawTerm term) {
            raw.add(term);
            return this;
        }

        public Match build() {
            return new Match(inPort, List.copyOf(terms.values()), List.copyOf(raw));
        }
    }
}
