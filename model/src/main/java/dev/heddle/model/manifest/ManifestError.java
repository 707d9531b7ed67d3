package dev.heddle.model.manifest;

import java.util.Locale;

/** What can be wrong with a manifest on its own. Each code is explained in docs/errors.md and never changes its meaning. */
public enum ManifestError {
    /** Neither YAML nor JSON. */
    SYNTAX,
    /** Bytes that are no UTF-8. */
    ENCODING,
    /** A character that no text may contain, NUL among them. */
    CONTROL_CHARACTER,
    /** Collections within collections beyond the limit. */
    NESTING,
    ALIAS,
    ANCHOR,
    TAG,
    DUPLICATE_KEY,
    /** A mapping key that is no string. */
    KEY_TYPE,
    /** An input without any object. */
    NO_OBJECT,
    UNKNOWN_VERSION,
    UNKNOWN_KIND,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    /** A scalar or collection of another type than the field's. */
    WRONG_TYPE,
    /** A tenant on a cluster-wide kind. */
    UNEXPECTED_TENANT,
    BAD_NAME,
    BAD_LABEL,
    BAD_UID,
    BAD_TEXT,
    /** None of the words a field may have. */
    BAD_VALUE,
    BAD_ADDRESS,
    BAD_PREFIX,
    BAD_MAC,
    /** An address or subnet of a class that cannot be declared. */
    ADDRESS_CLASS,
    BAD_QUANTITY,
    OUT_OF_RANGE,
    BAD_ENDPOINT,
    EMPTY_LIST,
    /** The same value twice where each must differ. */
    DUPLICATE_VALUE,
    /** Subnets of one slice that overlap. */
    OVERLAP,
    /** Two fields that cannot both hold. */
    CONTRADICTION,
    /** A tier's parent that is no tier of its Topology. */
    UNKNOWN_PARENT,
    /** Tiers that lie in each other. */
    CYCLE,
    /** The same object twice in the input. */
    DUPLICATE_OBJECT,
    /** Two objects of the input with one uid. */
    DUPLICATE_UID;

    /** The code in problems: lower case with dashes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
