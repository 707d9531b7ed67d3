package dev.heddle.ovs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certification authorities and what they sign, made by openssl in a directory: PEM files of which no other use is made. */
public final class Certificates {
    private final Path directory;

    public Certificates(Path directory) {
        this.directory = directory;
    }

    /** @param privateKey in PKCS #8 */
    public record Identity(Path privateKey, Path certificate) {}

    /** A new authority. */
    public Identity authority(String name) {
        Identity made = identity(name);
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "7",
                "-subj",
                "/CN=" + name,
                "-keyout",
                made.privateKey.toString(),
                "-out",
                made.certificate.toString()));
        return made;
    }

    /** Someone with an elliptic curve key, whom an authority knows. */
    public Identity signed(String name, Identity authority) {
        return signed(name, authority, List.of("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
    }

    /** Someone with an RSA key. */
    public Identity signedRsa(String name, Identity authority) {
        return signed(name, authority, List.of("rsa:2048"));
    }

    private Identity signed(String name, Identity authority, List<String> key) {
        Identity made = identity(name);
        String request = directory.resolve(name + "-req.pem").toString();
        List<String> command = new java.util.ArrayList<>(List.of("openssl", "req", "-newkey"));
        command.addAll(key);
        command.addAll(
                List.of("-nodes", "-subj", "/CN=" + name, "-keyout", made.privateKey.toString(), "-out", request));
        run(command);
        run(List.of(
                "openssl",
                "x509",
                "-req",
                "-days",
                "7",
                "-text",
                "-in",
                request,
                "-CA",
                authority.certificate.toString(),
                "-CAkey",
                authority.privateKey.toString(),
                "-CAcreateserial",
                "-out",
                made.certificate.toString()));
        return made;
    }

    /** The same key in the form that older openssl writes. */
    public Path inPkcs1(Path rsaKey) {
        Path out = directory.resolve(rsaKey.getFileName() + ".pkcs1");
        run(List.of("openssl", "rsa", "-traditional", "-in", rsaKey.toString(), "-out", out.toString()));
        return out;
    }

    /** The same key with a password. */
    public Path encrypted(Path key) {
        Path out = directory.resolve(key.getFileName() + ".encrypted");
        run(List.of("openssl", "pkcs8", "-topk8", "-passout", "pass:x", "-in", key.toString(), "-out", out.toString()));
        return out;
    }

    private Identity identity(String name) {
        return new Identity(directory.resolve(name + "-privkey.pem"), directory.resolve(name + "-cert.pem"));
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
