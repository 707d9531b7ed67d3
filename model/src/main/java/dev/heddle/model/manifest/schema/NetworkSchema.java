package dev.heddle.model.manifest.schema;

import dev.heddle.model.spec.NetworkSpec;
import java.util.List;

/** VirtualNetwork. */
final class NetworkSchema {
    private static final Field<NetworkSpec, String> DESCRIPTION =
            Field.optional("description", Types.text(1024), NetworkSpec::description, "what it is for, in words");

    static final ObjectType<NetworkSpec> SPEC =
            ObjectType.of(List.of(DESCRIPTION), values -> new NetworkSpec(values.find(DESCRIPTION)));

    private NetworkSchema() {}
}
