package dev.bellhop.api.durable;

import dev.bellhop.api.body.Urls;
import dev.bellhop.api.edge.Methods;
import io.vertx.core.json.JsonObject;

/**
 * The links of an instance; pure.
 *
 * @param base the public URL
 * @param query what they all repeat, encoded: task hub, connection, and the code
 * @param readingQuery the same with a code that is good for reading alone, if there is one
 * @param failsAsError whether the status of a failure is to be answered as a server error
 */
record Links(String base, String id, String query, String readingQuery, boolean failsAsError) {

    /** Where the status is asked for; with a code of Bellhop's own nothing else can be done with it. */
    String status() {
        return instance() + '?' + readingQuery + (failsAsError ? "&returnInternalServerErrorOnFailure=true" : "");
    }

    /** What a start answers. To rewind has no link, as in the original. */
    JsonObject body() {
        return new JsonObject()
                .put("id", id)
                .put("statusQueryGetUri", status())
                .put("sendEventPostUri", instance() + "/raiseEvent/{eventName}?" + query)
                .put("terminatePostUri", reasoned("terminate"))
                .put("purgeHistoryDeleteUri", instance() + '?' + query)
                .put("restartPostUri", instance() + "/restart?" + query)
                .put("suspendPostUri", reasoned("suspend"))
                .put("resumePostUri", reasoned("resume"));
    }

    private String reasoned(String what) {
        return instance() + '/' + what + "?reason={text}&" + query;
    }

    private String instance() {
        return instance(base, id);
    }

    static String instance(String base, String id) {
        return base + Methods.DURABLE + "/instances/" + Urls.encode(id);
    }
}
