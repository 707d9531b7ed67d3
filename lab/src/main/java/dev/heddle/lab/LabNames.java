package dev.heddle.lab;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Every name that a lab puts on the machine, derived from its prefix alone.
 *
 * <p>Namespaces: {@code PREFIX-fabric}, {@code PREFIX-h1}, {@code PREFIX_TENANT_PORT}; names of objects hold no
 * underscore, so the three never meet. Links live in the lab's namespaces, but for one in the root namespace, named
 * as the prefix. Link names are at most 15 bytes (Linux's IFNAMSIZ less one).
 *
 * @param prefix 7 bytes: {@code hl} and five letters or digits of the directory's hash
 */
public record LabNames(String prefix) {
    private static final int MAX_LINK_HASH = 12;

    /** The names of the lab kept in that directory. */
    public static LabNames of(Path directory) {
        return new LabNames("hl" + hash(directory.toAbsolutePath().normalize().toString(), 5));
    }

    public String fabricNamespace() {
        return prefix + "-fabric";
    }

    public String hostNamespace(String host) {
        return prefix + "-" + host;
    }

    public String workloadNamespace(String tenant, String port) {
        return workloadPrefix() + tenant + "_" + port;
    }

    /** What the name of each workload namespace starts with. */
    public String workloadPrefix() {
        return prefix + "_";
    }

    /** The lab's only link in the root namespace, where the controller listens. */
    public String rootLink() {
        return prefix;
    }

    /** Whether that namespace is this lab's. */
    public boolean owns(String namespace) {
        return namespace.startsWith(prefix + "-") || namespace.startsWith(workloadPrefix());
    }

    /** The value of {@code HEDDLE_LAB} in the environment of a process of the lab; roles as in {@code h1/vswitchd}. */
    public String mark(String role) {
        return prefix + "/" + role;
    }

    /** The link of a port in its host's namespace; {@code uid} is the port's. */
    public static String workloadLink(String uid) {
        return "w" + hash(uid, MAX_LINK_HASH);
    }

    /** In the fabric's namespace: the other end of the workload's device. */
    public static String jack(String uid) {
        return "j" + hash(uid, MAX_LINK_HASH);
    }

    /** In the fabric's namespace: the workload's device until it enters the workload's namespace. */
    public static String parked(String uid) {
        return "p" + hash(uid, MAX_LINK_HASH);
    }

    /** In the fabric's namespace: the other end of {@link #workloadLink} of that host. */
    public static String lead(String uid, String host) {
        return "l" + hash(uid + "/" + host, MAX_LINK_HASH);
    }

    /** Whether a link of the fabric's namespace belongs to a workload. */
    public static boolean patched(String link) {
        return link.matches("[jlp][0-9a-z]{" + MAX_LINK_HASH + "}");
    }

    private static String hash(String text, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String digits = new BigInteger(1, digest).toString(36);
            return digits.substring(digits.length() - length);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
