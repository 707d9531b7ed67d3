package dev.heddle.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an HTTP/1.1 answer (RFC 9112 section 6): chunked, of a known length, or up to the end. */
final class BodyStream extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean first = true;

    private BodyStream(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    static BodyStream chunked(InputStream in) {
        return new BodyStream(in, true, 0);
    }

    /** @param length in bytes; -1 for up to the end of the connection */
    static BodyStream of(InputStream in, long length) {
        return new BodyStream(in, false, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0) {
            left = nextChunk();
        }
        if (left == 0) {
            return -1;
        }
        int read = in.read(buffer, offset, left < 0 ? length : (int) Math.min(length, left));
        if (read < 0) {
            if (left < 0) {
                return -1;
            }
            throw new EOFException("the answer ended " + left + " bytes early");
        }
        left = left < 0 ? left : left - read;
        return read;
    }

    private long nextChunk() throws IOException {
        if (!first) {
            line(in);
        }
        first = false;
        String size = line(in);
        int extension = size.indexOf(';');
        try {
            long length = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length < 0) {
                throw new IOException("chunk of " + size + " bytes");
            }
            return length;
        } catch (NumberFormatException e) {
            throw new IOException("chunk size \"" + size + "\"", e);
        }
    }

    /** One line without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the connection closed before the answer was complete");
            }
            if (c == '\n') {
                return out.toString();
            }
            if (c != '\r') {
                out.append((char) c);
            }
            if (out.length() > 65_536) {
                throw new IOException("a header line is longer than 65536 bytes");
            }
        }
    }
}
