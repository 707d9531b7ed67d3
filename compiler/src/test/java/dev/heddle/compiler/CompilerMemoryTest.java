package dev.heddle.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What the compiler remembers must not show: its result equals that of a compiler that has seen nothing before. */
class CompilerMemoryTest {
    private static final int HOSTS = 4;
    private static final int SLICES = 3;

    @Test
    void rememberedEqualsColdOverRandomChanges() {
        Property.named("remembered = cold").cases(25).check(random -> {
            Compiler compiler = new Compiler();
            Changes changes = new Changes(random);
            for (int step = 0; step < 25; step++) {
                Scene scene = changes.next();
                SortedMap<String, Program> remembered = compiler.compile(scene);
                SortedMap<String, Program> cold = new Compiler().compile(scene);
                assertThat(texts(remembered)).isEqualTo(texts(cold));
            }
        });
    }

    /** Worlds know what their steps touched; some steps are skipped, some forgotten, and some lead back. */
    @Test
    void rememberedEqualsColdWhereSnapshotsTellWhatTheyTouched() {
        Property.named("remembered = cold, told what was touched").cases(25).check(random -> {
            Compiler compiler = new Compiler();
            WorldWalk walk = new WorldWalk(random);
            Image older = walk.image();
            for (int step = 0; step < 40; step++) {
                walk.steps(random.nextInt(20) == 0 ? 80 : random.nextInt(4));
                Image image = random.nextInt(10) == 0 ? older : walk.image();
                SortedMap<String, Program> before = compiler.compile(older);
                SortedMap<String, Program> remembered = compiler.compile(image);
                assertThat(texts(remembered)).isEqualTo(texts(new Compiler().compile(image)));
                assertThat(compiler.changed()).isEqualTo(differing(before, remembered));
                older = random.nextInt(3) == 0 ? older : image;
            }
        });
    }

    private static SortedSet<String> differing(SortedMap<String, Program> before, SortedMap<String, Program> after) {
        SortedSet<String> hosts = new TreeSet<>(before.keySet());
        hosts.addAll(after.keySet());
        hosts.removeIf(h ->
                before.get(h) != null && after.get(h) != null && after.get(h).sameAs(before.get(h)));
        return hosts;
    }

    @Test
    void oneAddedPortCompilesItselfAndItsSliceOnly() {
        Scene scene = large();
        Compiler compiler = new Compiler();
        SortedMap<String, Program> before = compiler.compile(scene);
        Compiler.Work start = compiler.work();

        SortedMap<String, Program> after =
                compiler.compile(scene.port("s0", "new", "h0", "uplink1", "0a:00:00:00:ff:01", "10.0.0.200"));

        assertThat(compiler.work().ports() - start.ports()).isEqualTo(1);
        assertThat(compiler.work().slices() - start.slices()).isEqualTo(1);
        after.forEach((host, program) -> {
            List<Fragment> other = program.fragments().stream()
                    .filter(f -> before.get(host).fragments().stream().noneMatch(b -> b == f))
                    .toList();
            assertThat(other)
                    .extracting(Fragment::name)
                    .allMatch(n -> n.startsWith("slice/100")
                            || n.startsWith("members/100")
                            || n.equals("port/" + Scene.uid("new")));
        });
    }

    @Test
    void hostsThatNothingChangedForKeepTheirFragments() {
        Scene scene = large().host("idle", "192.0.2.200");
        Compiler compiler = new Compiler();
        Program before = compiler.compile(scene).get("idle");
        Program after = compiler.compile(scene.port("s0", "new", "h0", "uplink1", "0a:00:00:00:ff:01", "10.0.0.200"))
                .get("idle");
        assertThat(after).isSameAs(before);
        assertThat(compiler.changed()).isNotEmpty().doesNotContain("idle");
    }

    @Test
    void thePartThatAllHostsShareIsTheSameObject() {
        SortedMap<String, Program> programs = new Compiler().compile(large());
        Fragment first = fragment(programs.get("h0"), "slice/100");
        assertThat(programs.values())
                .allSatisfy(p -> assertThat(fragment(p, "slice/100")).isSameAs(first));
    }

    private static Fragment fragment(Program program, String name) {
        return program.fragments().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(SortedMap<String, Program> programs) {
        return programs.values().stream()
                .map(p -> p.host() + "\n" + GoldenProgramTest.text(p))
                .toList();
    }

    private static Scene large() {
        Scene scene = Scene.EMPTY;
        for (int h = 0; h < HOSTS; h++) {
            scene = scene.host("h" + h, "192.0.2." + (h + 1));
        }
        for (int s = 0; s < SLICES; s++) {
            scene = scene.slice("s" + s, 100 + s, "10.0.0.0/24");
            for (int p = 0; p < 12; p++) {
                scene = scene.port(
                        "s" + s,
                        "p" + s + "-" + p,
                        "h" + p % HOSTS,
                        "uplink1",
                        "0a:00:00:00:0%d:%02x".formatted(s, p),
                        "10.0.0." + (p + 2));
            }
        }
        return scene;
    }

    /** A random walk over scenes: ports come, go and move, half-way states included. */
    private static final class Changes {
        private final RandomGenerator random;
        private final List<String> ports = new ArrayList<>();
        private Scene scene = Scene.EMPTY;
        private int made;

        Changes(RandomGenerator random) {
            this.random = random;
            for (int h = 0; h < HOSTS; h++) {
                scene = scene.host("h" + h, "192.0.2." + (h + 1), "198.51.100." + (h + 1));
            }
            for (int s = 0; s < SLICES; s++) {
                scene = scene.slice("s" + s, 100 + s, "10.0.0.0/16", "fd00::/64");
            }
        }

        Scene next() {
            int choice = random.nextInt(4);
            if (ports.isEmpty() || choice < 2) {
                add();
            } else if (choice == 2) {
                String port = ports.remove(random.nextInt(ports.size()));
                scene = scene.without(slice(port), port);
            } else {
                move();
            }
            return scene;
        }

        private void add() {
            String name = "p" + made + "@s" + random.nextInt(SLICES);
            String mac = "0a:00:00:00:%02x:%02x".formatted(made >> 8, made & 0xff);
            scene = scene.port(
                    slice(name),
                    name,
                    host(),
                    uplink(),
                    mac,
                    "10.0.1." + made,
                    "fd00::" + Integer.toHexString(made + 2));
            ports.add(name);
            made++;
        }

        private void move() {
            String port = ports.get(random.nextInt(ports.size()));
            String[] standby = random.nextBoolean() ? new String[] {host()} : new String[0];
            scene = scene.moved(slice(port), port, host(), uplink(), standby);
        }

        private String slice(String port) {
            return port.substring(port.indexOf('@') + 1);
        }

        private String host() {
            return "h" + random.nextInt(HOSTS);
        }

        private String uplink() {
            return "uplink" + (1 + random.nextInt(2));
        }
    }
}
