package dev.heddle.model.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.pool.Gpus;
import dev.heddle.model.pool.Lease;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.testing.World;
import dev.heddle.model.testing.Worlds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final ObjectKey P1 = ObjectKey.of(Kind.PORT, "a", "p1");

    private static final Lease LEASE = new Lease(
            P1,
            "h1",
            Optional.of(ObjectKey.of(Kind.SLICE, "a", "s")),
            1500,
            1L << 40,
            0,
            Gpus.parse("0-3,6"),
            new TreeMap<>(Map.of("uplink1", 10L)));
    private static final Observed TOLD = new Observed(
            new Resources(
                    OptionalLong.of(96_000),
                    OptionalLong.empty(),
                    OptionalLong.of(1L << 40),
                    OptionalLong.empty(),
                    OptionalLong.empty()),
            Optional.of("H100"),
            new TreeMap<>(Map.of("uplink2", 100_000_000_000L)));

    private final World world = new World()
            .host("h1", "192.0.2.1", "192.0.2.101")
            .host("h2", "2001:db8::2")
            .host("h3", "192.0.2.3")
            .tenant("a")
            .network("a", "n")
            .slice("a", "s", "n", "10.9.0.0/24", "fd00:9::/64")
            .slice("a", "gone", "n", "10.8.0.0/24")
            .port("a", "p1", "s")
            .portOn("a", "p2", "s", "h2")
            .bind("a", "p1", "h1")
            .bind("a", "p2", "h2")
            .delete(ObjectKey.of(Kind.SLICE, "a", "gone"));

    @Test
    void imagesComeBackExactly() {
        world.delete(ObjectKey.clusterWide(Kind.HOST, "h3"))
                .replay(
                        new Record.HostObserved("h1", TOLD),
                        new Record.LeaseTaken(LEASE),
                        new Record.IdFreed(IdKind.ENDPOINT, 4),
                        new Record.PortMoving(P1, new PortState.Binding("h2", "uplink1")));
        Image image = world.image();
        Image back = ImageCodec.decode(ImageCodec.encode(image));
        assertThat(back).isEqualTo(image);
        assertThat(ImageCodec.encode(back)).isEqualTo(ImageCodec.encode(image));
        world.replay(new Record.PortMoved(P1));
        assertThat(ImageCodec.decode(ImageCodec.encode(world.image()))).isEqualTo(world.image());
    }

    @Test
    void largeImagesComeBackExactly() {
        Image image = Worlds.spread(5, 3, 4, 20);
        assertThat(ImageCodec.decode(ImageCodec.encode(image))).isEqualTo(image);
    }

    @Test
    void batchesComeBackExactly() {
        Image image = world.image();
        HostState host = image.hosts().get("h1");
        PortState port = image.port(P1);
        Batch batch = new Batch(
                7,
                World.NOW.plusNanos(123_456_789),
                "local",
                "unix",
                List.of(
                        new Record.Put(image.tenants().get("a")),
                        new Record.HostPut(host.resource(), host.endpoints()),
                        new Record.SlicePut(image.sliceOf(port).resource(), 5),
                        new Record.PortPut(port.resource(), port.mac(), port.ips()),
                        new Record.Deleted(P1),
                        new Record.IdReleased(IdKind.VNI, 5),
                        new Record.IdFreed(IdKind.ENDPOINT, 9),
                        new Record.PortBound(P1, new PortState.Binding("h1", "uplink1")),
                        new Record.PortMoving(P1, new PortState.Binding("h2", "uplink1")),
                        new Record.PortMoved(P1),
                        new Record.PortSettled(P1),
                        new Record.PortUnbound(P1),
                        new Record.HostObserved("h1", TOLD),
                        new Record.LeaseTaken(LEASE),
                        new Record.LeaseGivenBack(P1, "h1")));
        assertThat(RecordCodec.decode(RecordCodec.encode(batch))).isEqualTo(batch);
    }

    @Test
    void theFormatIsPinned() {
        PortState port = world.image().port(P1);
        Batch batch = new Batch(
                7,
                World.NOW,
                "local",
                "unix",
                List.of(
                        new Record.PortPut(port.resource(), port.mac(), port.ips()),
                        new Record.PortBound(P1, new PortState.Binding("h1", "uplink1"))));
        assertThat(new String(RecordCodec.encode(batch), StandardCharsets.UTF_8))
                .isEqualTo("""
                {"v":1,"revision":7,"at":"2026-11-01T00:00:00Z","actor":"local","origin":"unix","records":[\
                {"portPut":{"resource":{"key":"port/a/p1","id":8,"uid":"aacc603c-4a39-3e6f-abec-cf72e774b137",\
                "labels":{},"revision":8,"created":"2026-11-01T00:00:00Z","spec":{"slice":"s","ips":[]},"written":{},\
                "source":{"file":"","line":0,"column":0}},"mac":"0a:00:00:00:00:08","ips":["10.9.0.2","fd00:9::2"]}},\
                {"portBound":{"port":"port/a/p1","binding":{"host":"h1","uplink":"uplink1"}}}]}""");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedByName() {
        assertRefused("{}", "journal entry: no format version");
        assertRefused("{\"v\":2}", "journal entry: format 2, this version reads format 1");
        assertRefused("{", "journal entry: ");
        String body =
                "{\"v\":1,\"revision\":1,\"at\":\"2026-11-01T00:00:00Z\",\"actor\":\"a\",\"origin\":\"o\",\"records\":[%s]}";
        assertRefused(body.formatted("{\"portFlown\":{}}"), "unknown record \"portFlown\"");
        assertRefused(body.formatted("{\"portMoved\":{\"port\":\"port/a/b\",\"speed\":1}}"), "speed");
        assertRefused(body.formatted("{\"portMoved\":{}}"), "port");
        byte[] image = ImageCodec.encode(world.image());
        byte[] cut = java.util.Arrays.copyOf(image, image.length - 20);
        assertThatThrownBy(() -> ImageCodec.decode(cut)).isInstanceOf(FormatException.class);
    }

    private static void assertRefused(String json, String words) {
        assertThatThrownBy(() -> RecordCodec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(words);
    }
}
