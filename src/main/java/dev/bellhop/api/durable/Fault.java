package dev.bellhop.api.durable;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request, in the form of the Durable Functions management API.
 *
 * @param message what is wrong, or the kind of it
 * @param exceptionMessage more of it, which clients of a start show to people
 */
record Fault(int status, String message, @Nullable String exceptionMessage) {

    static final String ARGUMENTS = "One or more of the arguments submitted is incorrect";
    static final String JSON = "Invalid JSON content";

    /** Ends the request with this fault. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Stop(Fault fault) {
            super(fault.message(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    static Fault badRequest(String message) {
        return new Fault(400, message, null);
    }

    static Fault badRequest(String message, String exceptionMessage) {
        return new Fault(400, message, exceptionMessage);
    }

    static Fault conflict(String message) {
        return new Fault(409, message, message);
    }

    /** A parameter whose value would otherwise be passed over, and widen what is asked for. */
    static Fault badParameter(String name, String value, String wanted) {
        String shown = value.length() <= 100 ? value : value.substring(0, 100) + "…";
        return badRequest("The value '" + shown + "' of the parameter '" + name + "' is not usable: " + wanted + ".");
    }

    Stop stop() {
        return new Stop(this);
    }

    JsonObject body() {
        JsonObject body = new JsonObject().put("Message", message);
        return exceptionMessage == null ? body : body.put("ExceptionMessage", exceptionMessage);
    }
}
