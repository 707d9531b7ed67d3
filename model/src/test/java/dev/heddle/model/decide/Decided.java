package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/** An image that requests are decided on, one revision a request. */
final class Decided {
    private final Random uids = new Random(1);
    Image image = Image.empty("test-cluster");
    Instant now = World.NOW;

    Context context() {
        return new Context(
                image.revision() + 1, now, () -> new UUID(uids.nextLong(), uids.nextLong()), OptionalLong.empty());
    }

    /** The records, replayed already; fails if the request is refused. */
    List<Record> apply(Manifest... manifests) {
        return accept(Applying.decide(image, List.of(manifests), context()));
    }

    List<Record> delete(ObjectKey... keys) {
        return accept(Deleting.decide(image, List.of(keys), context()));
    }

    List<Record> accept(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        List<Record> records = ((Decision.Accepted) decision).records();
        replay(records);
        return records;
    }

    void replay(List<Record> records) {
        image = records.isEmpty() ? image : image.replay(records, image.revision() + 1, now);
    }

    List<Problem> refusal(Manifest... manifests) {
        return problems(Applying.decide(image, List.of(manifests), context()));
    }

    List<Problem> refusedDelete(ObjectKey... keys) {
        return problems(Deleting.decide(image, List.of(keys), context()));
    }

    static List<Problem> problems(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).problems();
    }

    PortState port(String tenant, String name) {
        PortState port = image.port(ObjectKey.of(Kind.PORT, tenant, name));
        assertThat(port).as(name).isNotNull();
        return port;
    }

    List<String> ips(String tenant, String name) {
        return port(tenant, name).ips().stream().map(IpAddress::toString).toList();
    }

    static ObjectKey port(String name) {
        return ObjectKey.of(Kind.PORT, "a", name);
    }
}
