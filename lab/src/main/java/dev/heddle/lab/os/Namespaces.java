package dev.heddle.lab.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Named network namespaces of the machine. */
public final class Namespaces {
    private static final Path DIRECTORY = Path.of("/run/netns");
    /** Where the kernel has no IPv6 there is no such file. */
    private static final String NO_IPV6 = "f=/proc/sys/net/ipv6/conf/default/disable_ipv6; [ ! -e $f ] || echo 1 >$f";

    private Namespaces() {}

    /** The names that fit, sorted. */
    public static List<String> list(Predicate<String> wanted) {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DIRECTORY)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        return names.stream().filter(wanted).sorted().toList();
    }

    public static boolean exists(String name) {
        return Files.exists(DIRECTORY.resolve(name));
    }

    /** Makes all of them in one go. */
    public static void add(Collection<String> names) {
        ip("", names.stream().map(name -> "netns add " + name).toList());
    }

    /** As {@link #add}; links that are made there do without IPv6, and so neither say anything nor get routes on their own. */
    public static void addSilent(Collection<String> names) {
        add(names);
        Script script = new Script();
        names.forEach(name -> script.sh(name, List.of(NO_IPV6)));
        script.run();
    }

    /** Ends what runs inside, then removes the namespaces; what is gone already does not matter. */
    public static void remove(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Set<String> inside = names.stream().map(Namespaces::identity).collect(Collectors.toSet());
        ProcessHandle.allProcesses()
                .filter(process -> inside.contains(identityOf(process)))
                .forEach(ProcessHandle::destroyForcibly);
        ipForce("", names.stream().map(name -> "netns del " + name).toList());
    }

    /** What {@code /proc/PID/ns/net} shows for processes in that namespace; a name that does not exist has none. */
    private static String identity(String name) {
        try {
            return "net:[" + Files.getAttribute(DIRECTORY.resolve(name), "unix:ino") + "]";
        } catch (IOException gone) {
            return "none";
        }
    }

    private static String identityOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "ns", "net"))
                    .toString();
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** The names of the links in a namespace. */
    public static List<String> links(String namespace) {
        return Shell.run("ip", "-n", namespace, "-o", "link", "show")
                .lines()
                .map(line -> line.split("[:@]\\s*", 3)[1].strip())
                .toList();
    }

    /** Runs lines of {@code ip -batch} in a namespace ({@code ""}: the root's). The first failing line ends it. */
    public static void ip(String namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            var _ = Shell.feed(text(lines), arguments(namespace, "-batch", "-"));
        }
    }

    /** As {@link #ip}, going on after a line that fails. */
    public static void ipForce(String namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            var _ = Shell.attemptFeed(text(lines), arguments(namespace, "-force", "-batch", "-"));
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static String[] arguments(String namespace, String... rest) {
        List<String> all = new ArrayList<>(List.of("ip"));
        if (!namespace.isEmpty()) {
            all.addAll(List.of("-n", namespace));
        }
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }
}
