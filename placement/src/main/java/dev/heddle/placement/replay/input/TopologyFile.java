package dev.heddle.placement.replay.input;

import dev.heddle.placement.cluster.Domains.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Topologies as of the Lingjun data set: {@code ip,DSW,PSW,ASW}, a row a host. The rack of a host is all three switches: the
 * name of an ASW is unique within its PSW only.
 */
public final class TopologyFile {
    /** What DSW, PSW and ASW stand for. */
    public static final List<String> LEVELS = List.of("core", "pod", "rack");

    private TopologyFile() {}

    /**
     * The hosts in the order of the file.
     *
     * @param file its name in messages
     * @throws InputException if anything in it is wrong
     */
    public static List<Place> read(String file, String text) throws InputException {
        Sheet sheet = new Sheet(file, text, ',', List.of("ip", "DSW", "PSW", "ASW"));
        Map<String, Integer> lines = new HashMap<>();
        List<Place> places = sheet.map(row -> {
            String host = row.name("ip");
            Integer before = lines.putIfAbsent(host, row.line());
            if (before != null) {
                row.fault("ip", "is already the host of line " + before);
            }
            return Optional.of(new Place(host, List.of(row.name("DSW"), row.name("PSW"), row.name("ASW"))));
        });
        sheet.check();
        if (places.isEmpty()) {
            sheet.fault(1, 1, "", "there is no host");
            sheet.check();
        }
        return places;
    }
}
