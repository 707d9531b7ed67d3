package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one input, in its order.
 *
 * @param list what could be read
 * @param unreadable why the rest could not
 */
public record Documents(List<Document> list, Optional<Flaw> unreadable) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public Documents {
        list = List.copyOf(list);
    }

    /** Reads YAML or JSON in UTF-8. Takes time in proportion to the input and never throws. */
    public static Documents read(String file, byte[] bytes) {
        List<Document> documents = new ArrayList<>();
        try {
            String text = text(file, bytes);
            Optional<Document> json = JsonReader.read(file, text);
            if (json.isPresent()) {
                documents.add(json.get());
            } else {
                YamlParser.parse(file, text, documents);
            }
            return new Documents(documents, Optional.empty());
        } catch (Unreadable rest) {
            return new Documents(documents, Optional.of(rest.flaw()));
        }
    }

    private static String text(String file, byte[] bytes) throws Unreadable {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            throw new Unreadable(new Flaw(
                    ManifestError.ENCODING, end(file, text), "", "found bytes that are no UTF-8, expected UTF-8"));
        }
        checkCharacters(file, text);
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }

    /** The characters that YAML calls printable (YAML 1.2 section 5.1). */
    private static void checkCharacters(String file, String text) throws Unreadable {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0 && c != 0x85);
            if (control || c >= 0xfffe) {
                String what = c == 0 ? "NUL" : "the character U+%04X".formatted((int) c);
                throw new Unreadable(new Flaw(
                        ManifestError.CONTROL_CHARACTER,
                        end(file, text.substring(0, i)),
                        "",
                        "found " + what + ", expected text"));
            }
        }
    }

    /** Where the text ends. */
    private static Position end(String file, String text) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                line++;
                start = i + 1;
            }
        }
        return new Position(file, line, text.codePointCount(start, text.length()) + 1);
    }
}
