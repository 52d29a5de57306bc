package dev.bellhop.connector.lint;

import static dev.bellhop.connector.lint.Rule.Level.ADVICE;
import static dev.bellhop.connector.lint.Rule.Level.ERROR;

import java.util.Locale;

/**
 * What is demanded of a connector definition: by Swagger 2.0, by the import of Power Platform and Logic Apps, by the
 * documentation of custom connectors, and by those who certify.
 */
public enum Rule {
    JSON(ERROR, "The file is JSON, and no object has two members of one name"),
    SWAGGER_VERSION(ERROR, "It is Swagger 2.0: OpenAPI 3 is not imported"),
    STRUCTURE(ERROR, "info, paths, operations, parameters and responses are there, and are what Swagger makes of them"),
    SIZE(ERROR, "It has less than 1 MB"),
    OPERATION_COUNT(ERROR, "It has 256 operations at the most"),
    HOST(ERROR, "host is a host, perhaps with a port, without a scheme; basePath begins with a slash"),
    SCHEMES(ADVICE, "schemes is https alone"),
    MEDIA_TYPE(
            ADVICE,
            "Media types are application/json, text/plain, multipart/form-data or"
                    + " application/x-www-form-urlencoded"),
    SECURITY(ADVICE, "There is one security definition, because only one is used"),

    INFO_TITLE(
            ADVICE,
            "The title has 30 characters at the most, and none of the words API, Connector and the names of"
                    + " Microsoft's products"),
    INFO_DESCRIPTION(ADVICE, "The description has 30 to 500 characters"),
    INFO_CONTACT(ADVICE, "The contact has a name, a url and an email"),
    INFO_METADATA(
            ADVICE, "x-ms-connector-metadata has Website, Privacy policy and Categories, two known ones at the most"),
    INFO_ASCII(ADVICE, "Title and description are written in ASCII, without escapes"),

    OPERATION_ID(ERROR, "Every operation has an operationId of letters and digits that no other has"),
    OPERATION_ID_CASE(ADVICE, "An operationId is written LikeThis"),
    SUMMARY(
            ADVICE,
            "Every operation has a summary of 80 characters at the most, a capital first, without a slash, without"
                    + " punctuation at its end"),
    DESCRIPTION(ADVICE, "Every operation has a description: a sentence, another one than the summary, without a URL"),
    TRIGGER_SUMMARY(ADVICE, "The summary of a trigger begins with When a"),
    CONSUMES(ERROR, "What an operation with a body consumes is said"),
    GET_BODY(ERROR, "No GET has a body"),
    PATH_DUPLICATE(ERROR, "No two paths differ only in upper and lower case, or in the names of their parameters"),

    PARAMETER_DECLARED(
            ERROR, "Every placeholder of a path is a parameter of it, and every path parameter a placeholder"),
    PARAMETER_REQUIRED(ERROR, "A path parameter is required"),
    URL_ENCODING(ADVICE, "A path parameter has x-ms-url-encoding single, and no other parameter has it"),
    CONNECTION_ID(ERROR, "No parameter is named connectionId"),
    INTERNAL_DEFAULT(ERROR, "An internal parameter that is required has a default, and one with a default is required"),
    FILE_PARAMETER(ERROR, "A parameter of type file is in formData"),
    PARAMETER_TEXT(ADVICE, "A parameter that people see has an x-ms-summary and a description"),

    REQUIRED_EMPTY(ERROR, "required names at least one property"),
    REQUIRED_UNKNOWN(ERROR, "required names only properties that there are"),
    REQUIRED_LOOP(ERROR, "No schema requires itself"),
    REFERENCE(ERROR, "Every $ref leads somewhere, and nothing stands beside it"),
    FORMAT(ERROR, "format is one of the known ones"),
    SCHEMA_EMPTY(ERROR, "The schema of a response says what it is"),
    SCHEMA_KEYWORD(
            ERROR, "Schemas have only what Swagger 2.0 knows: no nullable, oneOf, anyOf, const, nor several types"),
    ARRAY_ITEMS(ERROR, "An array says what its items are"),
    PROPERTY_TEXT(ADVICE, "A property that people see has a title or x-ms-summary, and a description"),

    RESPONSE_SUCCESS(ERROR, "Every operation has a successful response"),
    RESPONSE_DESCRIPTION(ERROR, "Every response has a description"),
    RESPONSE_SCHEMA(ADVICE, "One response of an operation has a schema, and only one"),
    RESPONSE_DEFAULT(ADVICE, "A default response has no schema"),
    RESPONSE_HEADERS(ERROR, "No two headers of a response differ only in upper and lower case"),

    TRIGGER_KIND(ERROR, "x-ms-trigger is single or batch"),
    TRIGGER_HINT(ADVICE, "A trigger has an x-ms-trigger-hint"),
    TRIGGER_METADATA(ERROR, "x-ms-trigger-metadata has kind and mode"),
    POLLING_RESPONSES(
            ERROR, "A polling trigger is a GET with a 200 that has a schema, an array if it is batch; a 202 has none"),
    POLLING_NOTHING(ADVICE, "A polling trigger has a 202, the answer if nothing is new"),
    NOTIFICATION_URL(
            ERROR,
            "x-ms-notification-url is true, on a string in the body of a request, required on the whole way"
                    + " to it, internal itself or in something internal"),
    NOTIFICATION_CONTENT(ERROR, "A path that takes a notification URL has x-ms-notification-content with a schema"),
    NOTIFICATION_DELETE(ERROR, "A definition with a webhook trigger has a DELETE to unsubscribe"),
    NOTIFICATION_DELETE_INTERNAL(ADVICE, "The DELETE to unsubscribe is internal: it is the engine's, not the maker's"),

    EXTENSION_UNKNOWN(ERROR, "Extensions x-ms-… are those that are known"),
    EXTENSION_PLACE(ERROR, "An extension stands where it may"),
    EXTENSION_VALUE(ERROR, "An extension has a value that it may have"),
    DYNAMIC_OPERATION(ERROR, "What values or schemas are asked of is an operation that there is"),

    BRAND_COLOR(ERROR, "iconBrandColor is a colour, neither #007ee5 nor #ffffff"),
    PROPERTIES_SHAPE(ERROR, "apiProperties has one object, properties; capabilities and policies in it are lists"),
    CONNECTION_PARAMETER(
            ERROR,
            "A connection parameter has a known type and, but for a sign-in, a name to be shown;"
                    + " constraints.required is a text"),
    CAPABILITIES(ERROR, "capabilities are actions, triggers or gateway"),
    POLICY_TEMPLATE(ERROR, "Policies are made from known templates"),
    CREDENTIAL_NAME(ERROR, "The key of the definition is a connection parameter of the same name");

    private final Level level;
    private final String demand;

    Rule(Level level, String demand) {
        this.level = level;
        this.demand = demand;
    }

    /** What happens to a definition that breaks a rule. */
    public enum Level {
        /** It is not imported, or does not work. */
        ERROR,
        /** It works, but will not be certified, or is harder to use. */
        ADVICE
    }

    public Level level() {
        return level;
    }

    /** A sentence without its full stop. */
    public String demand() {
        return demand;
    }

    /** As people write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
