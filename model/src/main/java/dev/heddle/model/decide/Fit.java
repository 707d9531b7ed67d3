package dev.heddle.model.decide;

import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.PortState.Binding;
import java.util.Optional;

/** Whether a port may bind on a host where it is plugged. */
sealed interface Fit {
    /** It may, like this. */
    record Good(Binding binding) implements Fit {}

    /** It may not. */
    record Bad(String reason) implements Fit {}

    static Fit of(Image image, PortState port, String hostName) {
        Optional<String> wanted = port.spec().host();
        if (wanted.isPresent() && !wanted.get().equals(hostName)) {
            return new Bad("plugged into %s, but spec.host is %s".formatted(hostName, wanted.get()));
        }
        HostState host = image.hosts().get(hostName);
        if (host == null) {
            return new Bad("plugged into %s, which is not declared".formatted(hostName));
        }
        Optional<Uplink> uplink = host.spec().uplink(port.spec().uplink());
        if (uplink.isEmpty()) {
            return new Bad("host %s has no uplink %s"
                    .formatted(hostName, port.spec().uplink().orElse("")));
        }
        Optional<String> excess = Mtu.excess(image.sliceOf(port).spec().mtu(), hostName, uplink.get());
        return excess.isPresent()
                ? new Bad(excess.get())
                : new Good(new Binding(hostName, uplink.get().name()));
    }
}
