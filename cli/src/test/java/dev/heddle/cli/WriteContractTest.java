package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** apply, diff and delete, as the API contract tells them; without hosts. */
final class WriteContractTest {
    @TempDir
    private static Path directory;

    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        serving = Serving.start(directory);
        shell = new Shell(directory, serving.server());
    }

    @AfterAll
    static void stop() {
        serving.close();
    }

    @Test
    void applyTellsOneLineAnObjectInTheOrderOfTheFile() {
        shell.file("one.yaml", Manifests.all("one")).check("""
                $ heddle apply -f DIR/one.yaml --dry-run
                port.one/w1 created
                port.one/w0 created
                slice.one/train created
                network.one/net created
                tenant.one created
                $ heddle get tenant one
                ! Tenant one: does not exist
                ? 6
                $ heddle apply -f DIR/one.yaml
                port.one/w1 created
                port.one/w0 created
                slice.one/train created
                network.one/net created
                tenant.one created
                $ heddle apply -f DIR/one.yaml
                port.one/w1 unchanged
                port.one/w0 unchanged
                slice.one/train unchanged
                network.one/net unchanged
                tenant.one unchanged
                """);
        shell.file("more.json", """
                {"apiVersion": "heddle.dev/v1", "kind": "List", "items": [
                  {"apiVersion": "heddle.dev/v1", "kind": "Port",
                   "metadata": {"tenant": "one", "name": "w0", "labels": {"job": "other"}}, "spec": {"slice": "train"}},
                  {"apiVersion": "heddle.dev/v1", "kind": "Port",
                   "metadata": {"tenant": "one", "name": "w2"}, "spec": {"slice": "train"}}]}
                """).check("""
                $ heddle apply -f - < DIR/more.json
                port.one/w0 configured
                port.one/w2 created
                """);
    }

    @Test
    void directoriesAndSeveralFilesAreOneRequest() {
        shell.file("dir/b.yaml", Manifests.tenant("dir"))
                .file("dir/a.yml", Manifests.network("dir"))
                .file("dir/c.json", "{apiVersion: heddle.dev/v1, kind: Tenant, metadata: {name: dir2}}")
                .file("dir/notes.txt", "no manifest")
                .file("dir/below/d.yaml", "no manifest")
                .file("empty/notes.txt", "no manifest")
                .file("beside.yaml", Manifests.slice("dir"))
                .check("""
                        $ heddle apply -f DIR/dir -f DIR/beside.yaml
                        network.dir/net created
                        tenant.dir created
                        tenant.dir2 created
                        slice.dir/train created
                        $ heddle apply -f DIR/nowhere
                        ! DIR/nowhere: no such file or directory
                        ? 2
                        $ heddle apply -f DIR/empty
                        ! DIR/empty: no file ends in .yaml, .yml or .json
                        ? 2
                        $ heddle apply
                        ! which files?…
                        ? 2
                        """);
    }

    @Test
    void everyMistakeOfEveryFileIsShownWithItsLineAndNothingIsApplied() {
        shell.file("good.yaml", Manifests.tenant("mistakes"))
                .file("net.yaml", """
                        apiVersion: heddle.dev/v1
                        kind: Slice
                        metadata: {tenant: mistakes, name: train}
                        spec:
                          network: net
                          subnts: [10.9.0.0/24]
                          mtu: "1500"
                        """)
                .file("ports.yaml", """
                        apiVersion: heddle.dev/v1
                        kind: Port
                        metadata: {tenant: mistakes, name: Train_0}
                        spec: {slice: train}
                        """)
                .check("""
                        $ heddle apply -f DIR/good.yaml -f DIR/net.yaml -f DIR/ports.yaml
                        ! …
                        ! DIR/net.yaml:6:3: Slice mistakes/train: spec.subnts: unknown field, did you mean "subnets"?
                        !   6 |   subnts: [10.9.0.0/24]
                        !         ^
                        ! DIR/net.yaml:7:8: Slice mistakes/train: spec.mtu: …
                        !   7 |   mtu: "1500"
                        !              ^
                        ! DIR/ports.yaml:3:36: Port mistakes/Train_0: metadata.name: …
                        !   3 | metadata: {tenant: mistakes, name: Train_0}
                        !                                          ^
                        ? 2
                        $ heddle get tenant mistakes
                        ! Tenant mistakes: does not exist
                        ? 6
                        $ heddle apply -f - < DIR/ports.yaml
                        ! -:3:36: Port mistakes/Train_0: metadata.name: …
                        !   3 | metadata: {tenant: mistakes, name: Train_0}
                        !                                          ^
                        ? 2
                        """);
    }

    @Test
    void whatIsNotUtf8IsToldBesideTheOtherMistakes() throws IOException {
        Files.write(directory.resolve("latin.yaml"), new byte[] {'k', 'i', 'n', 'd', ':', ' ', (byte) 0xe9, '\n'});
        shell.file("dangling.yaml", Manifests.network("nobody") + "no: field\n").check("""
                $ heddle apply -f DIR/latin.yaml -f DIR/dangling.yaml
                ! DIR/latin.yaml:1:7: …UTF-8…
                !   1 | kind: …
                !             ^
                ! DIR/dangling.yaml:5:1: VirtualNetwork nobody/net: no: unknown field…
                !   5 | no: field
                !       ^
                ? 2
                """);
    }

    @Test
    void whatContradictsTheStoredStateIsAConflictThatNamesTheHolder() {
        String fixed = Manifests.port("con", "w2", "").replace("train}", "train, ips: [10.9.0.2]}");
        shell.file("con.yaml", Manifests.all("con"))
                .file("taken.yaml", fixed)
                .file("host.yaml", Manifests.host("h-con", 8, ""))
                .file("other.yaml", Manifests.host("h-con", 8, "").replace("sys-h-con", "sys-other"))
                .check("""
                        $ heddle apply -f DIR/con.yaml
                        …
                        $ heddle apply -f DIR/taken.yaml
                        ! DIR/taken.yaml:4:28: Port con/w2: spec.ips[0]: …Port con/w0…
                        ! …
                        ? 5
                        $ heddle apply -f DIR/host.yaml
                        host.h-con created
                        $ heddle apply -f DIR/other.yaml
                        ! DIR/other.yaml:5:13: Host h-con: spec.systemId: …"sys-h-con"…"sys-other"…
                        ! …
                        ? 5
                        """);
    }

    @Test
    void ifRevisionRefusesWhatChangedSince() {
        shell.file("rev.yaml", Manifests.all("rev")).check("""
                $ heddle apply -f DIR/rev.yaml
                …
                """);
        long before = revision("port/rev/w0");
        shell.file("rev0.yaml", Manifests.port("rev", "w0", "job: x"))
                .file("rev1.yaml", Manifests.port("rev", "w1", "job: x"))
                .file("again.yaml", Manifests.port("rev", "w0", "job: y"))
                .check("""
                        $ heddle apply -f DIR/rev0.yaml --if-revision REV
                        port.rev/w0 configured
                        $ heddle apply -f DIR/rev1.yaml --if-revision REV
                        port.rev/w1 configured
                        $ heddle apply -f DIR/again.yaml --if-revision REV
                        ! DIR/again.yaml:1:1: Port rev/w0: changed in revision …, after REV
                        ! …
                        ? 5
                        $ heddle apply -f DIR/again.yaml --if-revision soon
                        ! …--if-revision…soon…
                        ! …
                        ? 2
                        """.replace("REV", Long.toString(before)));
    }

    @Test
    void whatGetPrintsAppliesToNothing() {
        shell.file(
                        "read.yaml",
                        Manifests.all("read") + "---\n" + Manifests.host("h-read", 7, "location: {site: a, rack: r7}"))
                .check("""
                $ heddle apply -f DIR/read.yaml
                …
                """);
        String revision = revision();
        for (String form : List.of("yaml", "json")) {
            for (String what : List.of("ports -t read", "tenants", "port/read/w0", "hosts,networks,slices")) {
                Shell.Ran got = shell.run("get " + what + " -o " + form);
                shell.file("got." + form, got.out()).check("""
                        $ heddle diff -f DIR/got.FORM
                        """.replace("FORM", form));
                Shell.Ran applied = shell.run("apply -f - < DIR/got." + form);
                assertThat(applied.exit()).as(applied.err()).isZero();
                assertThat(applied.out().lines()).isNotEmpty().allMatch(line -> line.endsWith(" unchanged"));
            }
        }
        assertThat(revision()).isEqualTo(revision);
    }

    @Test
    void diffTellsWhatWouldChangeByItsExitCode() {
        shell.file("diff.yaml", Manifests.all("diff")).check("""
                $ heddle diff -f DIR/diff.yaml
                port.diff/w1 created
                …
                tenant.diff created
                  + spec: {}
                ! to make it so: heddle apply -f DIR/diff.yaml --if-revision …
                ? 1
                $ heddle apply -f DIR/diff.yaml
                …
                $ heddle diff -f DIR/diff.yaml
                """);
        shell.file("label.yaml", Manifests.port("diff", "w0", "job: z, new: l")).check("""
                $ heddle diff -f DIR/label.yaml
                port.diff/w0 configured
                  ~ metadata.labels.job: "a" -> "z"
                  + metadata.labels.new: "l"
                ! to make it so: heddle apply -f DIR/label.yaml --if-revision …
                ? 1
                $ heddle diff -f DIR/nothing.yaml
                ! DIR/nothing.yaml: no such file or directory
                ? 2
                """);
        shell.file("taken.yaml", Manifests.port("diff", "w9", "").replace("train}", "train, ips: [10.9.0.2]}"))
                .check("""
                        $ heddle diff -f DIR/taken.yaml
                        ! DIR/taken.yaml:4:28: …Port diff/w0…
                        ! …
                        ? 5
                        """);
    }

    @Test
    void deleteOrdersItselfAndRefusesWhatIsStillReferredTo() {
        shell.file("del.yaml", Manifests.all("del"))
                .file("part.yaml", Manifests.tenant("del") + "---\n" + Manifests.slice("del"))
                .check("""
                        $ heddle apply -f DIR/del.yaml
                        …
                        $ heddle delete slice train -t del
                        ! Slice del/train: is still used by Port del/w0, Port del/w1
                        ? 5
                        $ heddle delete -f DIR/part.yaml
                        ! Tenant del: is still used by VirtualNetwork del/net, Port del/w0, Port del/w1
                        ! Slice del/train: is still used by Port del/w0, Port del/w1
                        ? 5
                        $ heddle delete -f DIR/del.yaml --dry-run
                        port.del/w1 deleted
                        port.del/w0 deleted
                        slice.del/train deleted
                        network.del/net deleted
                        tenant.del deleted
                        $ heddle delete tenant/del slice/del/train network/del/net port/del/w0 port/del/w1
                        port.del/w0 deleted
                        port.del/w1 deleted
                        slice.del/train deleted
                        network.del/net deleted
                        tenant.del deleted
                        $ heddle apply -f DIR/del.yaml
                        …
                        $ heddle delete -f DIR/del.yaml
                        port.del/w1 deleted
                        port.del/w0 deleted
                        slice.del/train deleted
                        network.del/net deleted
                        tenant.del deleted
                        $ heddle delete -f DIR/del.yaml
                        ! …
                        ! Tenant del: does not exist
                        ! …
                        ? 6
                        """);
    }

    @Test
    void deleteWantsToKnowWhat() {
        shell.file("what.yaml", Manifests.tenant("what")).check("""
                $ heddle delete port w0
                ! port "w0": name the tenant with -t TENANT, or TENANT/NAME
                ? 2
                $ heddle delete ports -t what
                ! ports: a name is missing…
                ? 2
                $ heddle delete
                ! name objects, or files with -f, and not both
                ? 2
                $ heddle delete tenant what -f DIR/what.yaml
                ! name objects, or files with -f, and not both
                ? 2
                $ heddle delete tenant nobody
                ! Tenant nobody: does not exist
                ? 6
                $ heddle apply -f DIR/what.yaml
                tenant.what created
                $ heddle delete --wait te what
                tenant.what deleted
                """);
    }

    private static String revision() {
        return shell.run("status")
                .out()
                .lines()
                .filter(line -> line.startsWith("revision"))
                .toList()
                .toString();
    }

    private static long revision(String object) {
        return JsonMapper.shared()
                .readTree(shell.run("get " + object + " -o json").out())
                .path("metadata")
                .path("revision")
                .asLong();
    }
}
