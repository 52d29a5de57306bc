package dev.bellhop.api.durable;

import dev.bellhop.operation.json.FieldProblem;
import dev.bellhop.operation.json.Shapes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the body of a request, whatever its content type; pure. */
final class JsonBody {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String NOTHING = "null";

    private JsonBody() {}

    /** The input of an action. Clients write nothing, or null, where there is none. */
    static String input(byte[] body) {
        String json = payload(body);
        return json.equals(NOTHING) ? "{}" : json;
    }

    /** JSON; nothing is null. */
    static String payload(byte[] body) {
        String text = text(body).strip();
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (Shapes.read(Object.class, text) instanceof Shapes.Outcome.Unfit<Object>(List<FieldProblem> problems)) {
            throw Fault.badRequest(
                            Fault.JSON,
                            "The body " + problems.getFirst().message() + ". Send one JSON value in UTF-8, or nothing.")
                    .stop();
        }
        return text;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Fault.badRequest(Fault.JSON, "The body is not UTF-8 text.").stop();
        }
    }
}
