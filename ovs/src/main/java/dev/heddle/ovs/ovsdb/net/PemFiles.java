package dev.heddle.ovs.ovsdb.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys and certificates as ovs-pki and openssl write them. Every error names the file. */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----", Pattern.DOTALL);
    /** Of PKCS #8 (RFC 5208): version 0, rsaEncryption, no parameters. */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemFiles() {}

    /** A key in PKCS #8, or an RSA key in PKCS #1; not encrypted. */
    static PrivateKey privateKey(Path file) throws IOException {
        Matcher block = BLOCK.matcher(read("private key", file));
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("PRIVATE KEY")) {
                return key(file, decode(file, block.group(2)));
            }
            if (label.equals("RSA PRIVATE KEY")) {
                return key(file, inPkcs8(decode(file, block.group(2))));
            }
            if (label.endsWith("PRIVATE KEY")) {
                throw new IOException("private key " + file + ": expected PRIVATE KEY (PKCS #8, not encrypted), found "
                        + label + "; openssl pkcs8 -topk8 -nocrypt makes one of the other");
            }
        }
        throw new IOException("private key " + file + ": there is no PEM block PRIVATE KEY in it");
    }

    /** All certificates in the file, at least one. */
    static List<X509Certificate> certificates(String what, Path file) throws IOException {
        StringBuilder blocks = new StringBuilder();
        Matcher block = BLOCK.matcher(read(what, file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                blocks.append(block.group()).append('\n');
            }
        }
        if (blocks.isEmpty()) {
            throw new IOException(what + " " + file + ": there is no PEM block CERTIFICATE in it");
        }
        try {
            byte[] text = blocks.toString().getBytes(StandardCharsets.US_ASCII);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IOException(what + " " + file + ": " + e.getMessage(), e);
        }
    }

    private static String read(String what, Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(what + " " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(what + " " + file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] decode(Path file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("private key " + file + ": " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, byte[] der) throws IOException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // it is of another kind, or broken, which the last of them shows
            }
        }
        throw new IOException("private key " + file + ": no RSA, EC or EdDSA key");
    }

    private static byte[] inPkcs8(byte[] pkcs1) {
        return tagged(0x30, concat(RSA_HEAD, tagged(0x04, pkcs1)));
    }

    /** DER: tag, length in as many bytes as needed up to two, content. */
    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] out = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, out, one.length, two.length);
        return out;
    }
}
