package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;
import java.util.List;

/**
 * What a table can do (OFPMP_TABLE_FEATURES, OpenFlow 1.5.1 section 7.3.5.18).
 *
 * @param command OFPTFC_*, in requests that change features
 * @param features OFPTFF_* bits
 * @param metadataMatch the bits of the metadata that can be matched; as {@code metadataWrite}
 * @param capabilities of the constants of {@link TableDesc}
 * @param maxEntries how many flows it takes
 */
public record TableFeatures(
        int table,
        int command,
        int features,
        String name,
        long metadataMatch,
        long metadataWrite,
        int capabilities,
        long maxEntries,
        List<Property> properties) {
    /** Each with its type (OFPTFPT_*); an odd one is that of table-miss flows. */
    public sealed interface Property {
        int type();

        /** Types of instructions (OFPIT_*). */
        record Instructions(int type, List<Integer> instructions) implements Property {
            public Instructions {
                instructions = List.copyOf(instructions);
            }
        }

        /** Tables that can be gone to or are synchronised from. */
        record Tables(int type, List<Integer> tables) implements Property {
            public Tables {
                tables = List.copyOf(tables);
            }
        }

        /** Types of actions (OFPAT_*). */
        record Actions(int type, List<Integer> actions) implements Property {
            public Actions {
                actions = List.copyOf(actions);
            }
        }

        /** OXM headers of 32 bits in the upper half, the experimenter in the lower. */
        record Fields(int type, List<Long> headers) implements Property {
            public Fields {
                headers = List.copyOf(headers);
            }
        }

        /** A property of another type or with experimenters' entries, a whole TLV with its padding. */
        record Raw(int type, Octets property) implements Property {}
    }

    public TableFeatures {
        properties = List.copyOf(properties);
    }
}
