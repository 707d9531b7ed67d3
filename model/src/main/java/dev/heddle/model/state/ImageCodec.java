package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.PortState.Binding;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Images to bytes and back, exactly. One JSON value a line: a header with what the rest does not tell; the records that
 * make the objects, in an order in which they can be replayed; then where the plugged ports are. Equal images have equal
 * bytes.
 */
public final class ImageCodec {
    /** The newest format that is read, and the one that is written. */
    public static final int VERSION = 1;

    /**
     * The first line.
     *
     * @param objects how many lines of records follow
     * @param places how many lines of places follow these
     */
    private record Header(
            int v,
            long revision,
            String clusterId,
            long nextObjectId,
            Map<IdKind, Numbers> ids,
            int objects,
            int places) {}

    /** An {@link IdPool}. */
    private record Numbers(int next, SortedMap<Integer, IdPool.Released> released, Set<Integer> free) {}

    /** Where a port is. */
    private record Place(ObjectKey port, Optional<Binding> binding, Set<String> standby, Optional<Move> move) {}

    private ImageCodec() {}

    public static byte[] encode(Image image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(image, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @throws FormatException as {@link #read} */
    public static Image decode(byte[] bytes) {
        try {
            return read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes many small pieces and does not close the stream. */
    public static void write(Image image, OutputStream out) throws IOException {
        List<PortState> plugged =
                image.ports().values().stream().filter(ImageCodec::isPlugged).toList();
        Header header = new Header(
                VERSION,
                image.revision(),
                image.clusterId(),
                image.nextObjectId(),
                numbers(image.ids()),
                (int) records(image).count(),
                plugged.size());
        line(out, header);
        for (Record record : (Iterable<Record>) records(image)::iterator) {
            line(out, RecordCodec.named(record));
        }
        for (PortState port : plugged) {
            ObjectKey key = port.resource().key();
            Optional<Move> move = Optional.ofNullable(image.moves().get(key));
            line(out, new Place(key, port.binding(), port.standby(), move));
        }
    }

    /** @throws FormatException if the bytes are no image, one of a newer format, cut off, or contradict themselves */
    public static Image read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            JsonNode first = Json.MAPPER.readTree(next(lines));
            RecordCodec.requireVersion(first, VERSION, "snapshot");
            Header header = Json.MAPPER.treeToValue(first, Header.class);
            Image base = Image.empty(header.clusterId, header.revision, header.nextObjectId, ids(header.ids));
            Replay replay = new Replay(base, header.revision, Instant.EPOCH);
            for (int i = 0; i < header.objects; i++) {
                replay.accept(RecordCodec.read(Json.MAPPER.readTree(next(lines))));
            }
            for (int i = 0; i < header.places; i++) {
                Place place = Json.MAPPER.readValue(next(lines), Place.class);
                replay.place(place.port, place.binding, place.standby, place.move.orElse(null));
            }
            if (lines.read() >= 0) {
                throw new FormatException("snapshot: more lines than its header tells");
            }
            return replay.result();
        } catch (JacksonException e) {
            throw new FormatException("snapshot: " + e.getOriginalMessage(), e);
        } catch (IllegalStateException e) {
            throw new FormatException("snapshot: " + e.getMessage(), e);
        }
    }

    private static Stream<Record> records(Image image) {
        return Stream.of(
                        image.tenants().values().stream().map(Record.Put::new),
                        image.hosts().values().stream().map(h -> new Record.HostPut(h.resource(), h.endpoints())),
                        image.hosts().values().stream()
                                .filter(h -> !h.observed().isEmpty())
                                .map(h -> new Record.HostObserved(h.name(), h.observed())),
                        image.topologies().values().stream().map(Record.Put::new),
                        image.networks().values().stream().map(n -> new Record.Put(n.resource())),
                        image.slices().values().stream().map(s -> new Record.SlicePut(s.resource(), s.vni())),
                        image.ports().values().stream().map(p -> new Record.PortPut(p.resource(), p.mac(), p.ips())),
                        image.books().supply().hosts().values().stream()
                                .flatMap(h -> h.leases().values().stream())
                                .map(Record.LeaseTaken::new))
                .flatMap(s -> s);
    }

    private static boolean isPlugged(PortState port) {
        return port.binding().isPresent() || !port.standby().isEmpty();
    }

    private static Map<IdKind, Numbers> numbers(PMap<IdKind, IdPool> ids) {
        Map<IdKind, Numbers> out = new EnumMap<>(IdKind.class);
        ids.forEach((kind, pool) ->
                out.put(kind, new Numbers(pool.next(), new TreeMap<>(pool.released()), new TreeSet<>(pool.free()))));
        return out;
    }

    private static PMap<IdKind, IdPool> ids(Map<IdKind, Numbers> numbers) {
        PMap<IdKind, IdPool> out = TreePMap.empty();
        for (IdKind kind : IdKind.values()) {
            Numbers n = numbers.get(kind);
            if (n == null) {
                throw new FormatException("snapshot: no ids of kind " + kind);
            }
            out = out.plus(kind, new IdPool(n.next, TreePMap.from(n.released), TreePSet.from(n.free)));
        }
        return out;
    }

    private static void line(OutputStream out, Object value) throws IOException {
        out.write(Json.MAPPER.writeValueAsBytes(value));
        out.write('\n');
    }

    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new FormatException("snapshot: fewer lines than its header tells");
        }
        return line;
    }
}
