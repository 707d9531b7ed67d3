package dev.heddle.lab;

/** The Host manifests of a lab. */
final class HostManifests {
    private HostManifests() {}

    static String of(LabState state) {
        StringBuilder yaml = new StringBuilder();
        for (String host : state.hostNames()) {
            yaml.append("---\napiVersion: heddle.dev/v1\nkind: Host\nmetadata: {name: ")
                    .append(host)
                    .append("}\nspec:\n  systemId: ")
                    .append(host)
                    .append("\n  datapath: netdev\n  uplinks:\n");
            for (int n : state.uplinkNumbers()) {
                yaml.append("  - {name: uplink")
                        .append(n)
                        .append(", address: ")
                        .append(state.underlayAddress(host, n))
                        .append("}\n");
            }
        }
        return yaml.toString();
    }
}
