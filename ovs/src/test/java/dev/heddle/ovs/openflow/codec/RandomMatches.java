package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import java.util.random.RandomGenerator;

/** Matches of any fields under any masks, whether or not a packet can have them together. */
final class RandomMatches {
    private static final Field[] FIELDS = Field.values();

    private final RandomGenerator random;

    RandomMatches(RandomGenerator random) {
        this.random = random;
    }

    Match next() {
        Match.Builder match = Match.builder();
        if (random.nextBoolean()) {
            match.inPort(new PortRef.Numbered(random.nextInt()));
        }
        for (int left = random.nextInt(8); left > 0; left--) {
            term(FIELDS[random.nextInt(FIELDS.length)], match);
        }
        if (random.nextInt(5) == 0) {
            match.raw(new Match.RawTerm(Octets.parse("80012e08" + "0123456789abcdef")));
            match.raw(new Match.RawTerm(Octets.parse("ffff0207" + "00002320" + "012345")));
        }
        return match.build();
    }

    /** Adds a term on the field, but not where another says something else of the same bits, or where none can be said. */
    private void term(Field field, Match.Builder match) {
        Bits mask = field.maskable() && random.nextBoolean() ? bits(field) : field.fullMask();
        if (field == Field.VLAN_TCI || field == Field.VLAN_VID) {
            mask = Bits.of(0x1fff);
        }
        Bits value = field == Field.IP_TOS ? Bits.of(random.nextInt(64) << 2) : bits(field);
        try {
            match.masked(field, value, mask);
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).matches(".* is matched twice|use inPort .*")) {
                throw e;
            }
        }
    }

    Bits bits(Field field) {
        byte[] bytes = new byte[field.bytes()];
        random.nextBytes(bytes);
        return Bits.of(bytes).and(Bits.ones(field.valueBits()));
    }
}
