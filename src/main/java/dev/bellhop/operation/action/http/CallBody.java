package dev.bellhop.operation.action.http;

import dev.bellhop.event.EventData;
import dev.bellhop.operation.json.Shapes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies, between JSON and the wire. Pure. */
final class CallBody {

    private static final byte[] NOTHING = {};
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:+-]{1,40})\"?");

    private CallBody() {}

    /** Text is sent as it is, anything else as JSON. */
    static byte[] bytes(@Nullable Object body) {
        return switch (body) {
            case null -> NOTHING;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> Objects.requireNonNull(Shapes.write(body)).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Where the caller says nothing of it. */
    static String contentType(Object body) {
        return body instanceof String ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
    }

    /**
     * A body that was answered.
     *
     * @param encoding how to read it: {@code json}, {@code utf-8} for text, {@code base64} for bytes
     */
    record Read(@Nullable Object body, String encoding) {}

    /** Reads what was answered: by its type if that is true, otherwise as what it can be. */
    static Read read(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return new Read(null, "utf-8");
        }
        String text = text(bytes, contentType);
        if (text == null) {
            return new Read(Base64.getEncoder().encodeToString(bytes), "base64");
        }
        if (contentType != null
                && EventData.isJson(contentType)
                && Shapes.read(Object.class, text.startsWith("\uFEFF") ? text.substring(1) : text)
                        instanceof Shapes.Outcome.Fits<Object>(Object json)) {
            return new Read(json, "json");
        }
        return new Read(text, "utf-8");
    }

    private static @Nullable String text(byte[] bytes, @Nullable String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            Charset charset = named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException | IllegalCharsetNameException | UnsupportedCharsetException bytesOnly) {
            return null;
        }
    }
}
