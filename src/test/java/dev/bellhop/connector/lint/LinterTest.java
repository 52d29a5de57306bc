package dev.bellhop.connector.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A definition without a fault, and what each rule says if one thing in it is another. */
class LinterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String GOOD = """
            {"swagger":"2.0",
             "info":{"title":"Parcels","description":"Tells of parcels as they arrive, and sends them on.","version":"1.0",
              "contact":{"name":"Post","url":"https://example.com","email":"post@example.com"}},
             "host":"example.com:8443","basePath":"/v1","schemes":["https"],
             "consumes":["application/json"],"produces":["application/json"],
             "securityDefinitions":{"key":{"type":"apiKey","in":"header","name":"x-api-key"}},
             "x-ms-connector-metadata":[
              {"propertyName":"Website","propertyValue":"https://example.com"},
              {"propertyName":"Privacy policy","propertyValue":"https://example.com/privacy"},
              {"propertyName":"Categories","propertyValue":"Data;Productivity"}],
             "paths":{
              "/parcels/{id}":{
               "get":{"operationId":"GetParcel","summary":"Get a parcel","description":"Reads one parcel by its number.",
                "parameters":[{"name":"id","in":"path","required":true,"type":"string","x-ms-summary":"Number",
                  "description":"Number of the parcel","x-ms-url-encoding":"single"},
                 {"name":"kind","in":"query","type":"string","x-ms-summary":"Kind","description":"Kind of view",
                  "x-ms-dynamic-values":{"operationId":"ListKinds","value-path":"name"}},
                 {"name":"state","in":"query","required":true,"type":"string","x-ms-visibility":"internal","default":"1"}],
                "responses":{"200":{"description":"The parcel","headers":{"ETag":{"type":"string"}},
                 "schema":{"$ref":"#/definitions/Parcel"}}}}},
              "/kinds":{
               "get":{"operationId":"ListKinds","summary":"List kinds","description":"Lists the kinds of parcels there are.",
                "x-ms-pageable":{"nextLinkName":"nextLink"},
                "responses":{"200":{"description":"All kinds","schema":{"type":"array","items":{"type":"string"}}}}}},
              "/poll":{
               "get":{"operationId":"WhenParcelsArrive","summary":"When a parcel arrives","x-ms-trigger":"batch",
                "description":"Runs for the parcels that have arrived.","x-ms-trigger-hint":"Send a parcel to see it work now.",
                "x-ms-trigger-metadata":{"kind":"query","mode":"polling"},
                "responses":{"200":{"description":"Parcels","schema":{"type":"array","items":{"$ref":"#/definitions/Parcel"}}},
                 "202":{"description":"None"}}}},
              "/subscriptions":{
               "x-ms-notification-content":{"description":"A parcel","schema":{"$ref":"#/definitions/Parcel"}},
               "post":{"operationId":"Subscribe","summary":"When a parcel is announced","x-ms-trigger":"single",
                "description":"Runs as soon as a parcel is announced.","x-ms-trigger-hint":"Announce a parcel.",
                "parameters":[{"name":"body","in":"body","required":true,"schema":{"type":"object","required":["hook"],
                 "properties":{"hook":{"type":"object","required":["url"],"x-ms-visibility":"internal",
                  "properties":{"url":{"type":"string","title":"URL","description":"Where to post",
                   "x-ms-notification-url":true}}}}}}],
                "responses":{"201":{"description":"Subscribed","schema":{"$ref":"#/definitions/Parcel"}}}}},
              "/subscriptions/{id}":{
               "delete":{"operationId":"Unsubscribe","summary":"Unsubscribe","description":"Ends a subscription.",
                "x-ms-visibility":"internal",
                "parameters":[{"name":"id","in":"path","required":true,"type":"string","x-ms-summary":"Id",
                 "description":"Of the subscription","x-ms-url-encoding":"single"}],
                "responses":{"204":{"description":"Gone"}}}}},
             "definitions":{
              "Parcel":{"type":"object","required":["number"],"properties":{
               "number":{"type":"string","title":"Number","description":"Its number"},
               "sent":{"type":"string","format":"date-time","x-ms-summary":"Sent","description":"When it was sent"},
               "within":{"$ref":"#/definitions/Box"}}},
              "Box":{"type":"object","title":"Box","description":"What parcels are put in","properties":{
               "parcel":{"type":"string","title":"Parcel","description":"A number"}}}}}""";

    private static final String GOOD_PROPERTIES = """
            {"properties":{"iconBrandColor":"#1f6f5c","capabilities":["actions"],
             "connectionParameters":{"key":{"type":"securestring","uiDefinition":{"displayName":"Key",
              "constraints":{"required":"true"}}}},
             "policyTemplateInstances":[{"templateId":"updatenextlink","title":"Pages"}]}}""";

    /**
     * One thing that is wrong.
     *
     * @param value JSON; without one the member is taken away
     */
    private record Fault(Rule rule, boolean inProperties, String pointer, String value) {

        String broken() {
            try {
                JsonNode root = MAPPER.readTree(inProperties ? GOOD_PROPERTIES : GOOD);
                int cut = pointer.lastIndexOf('/');
                JsonNode parent = root.at(pointer.substring(0, cut));
                String member = pointer.substring(cut + 1).replace("~1", "/");
                JsonNode changed = value.isEmpty() ? null : MAPPER.readTree(value);
                switch (parent) {
                    case ObjectNode object when changed == null -> object.remove(member);
                    case ObjectNode object -> object.set(member, changed);
                    case ArrayNode array -> array.set(Integer.parseInt(member), changed);
                    default -> throw new AssertionError("There is no " + pointer);
                }
                return root.toString();
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String toString() {
            return rule.id() + ' ' + pointer + ' ' + value;
        }
    }

    private static final String GET = "/paths/~1parcels~1{id}/get";
    private static final String POLL = "/paths/~1poll/get";
    private static final String SUBSCRIBE = "/paths/~1subscriptions/post";
    private static final String HOOK = SUBSCRIBE + "/parameters/0/schema/properties/hook";
    private static final String PARCEL = "/definitions/Parcel";

    static Stream<Fault> faults() {
        return Stream.of(
                fault(Rule.SWAGGER_VERSION, "/swagger", "\"3.0\""),
                fault(Rule.SIZE, "/x-filling", '"' + "x".repeat(Linter.BYTES_MAX) + '"'),
                fault(Rule.HOST, "/host", "\"https://example.com\""),
                fault(Rule.HOST, "/host", ""),
                fault(Rule.HOST, "/basePath", "\"v1\""),
                fault(Rule.SCHEMES, "/schemes", "[\"http\",\"https\"]"),
                fault(Rule.SCHEMES, "/schemes", ""),
                fault(Rule.MEDIA_TYPE, "/produces", "[\"text/xml\"]"),
                fault(Rule.MEDIA_TYPE, GET + "/produces", "[\"image/png\"]"),
                fault(Rule.SECURITY, "/securityDefinitions/more", "{\"type\":\"basic\"}"),
                fault(Rule.INFO_TITLE, "/info/title", "\"Parcels and letters of everybody\""),
                fault(Rule.INFO_TITLE, "/info/title", "\"Parcel API\""),
                fault(Rule.INFO_TITLE, "/info/title", "\"Parcels for Power Automate\""),
                fault(Rule.INFO_DESCRIPTION, "/info/description", "\"Too short.\""),
                fault(Rule.INFO_DESCRIPTION, "/info/description", '"' + "x".repeat(501) + '"'),
                fault(Rule.INFO_CONTACT, "/info/contact/email", ""),
                fault(Rule.INFO_METADATA, "/x-ms-connector-metadata/0", "{}"),
                fault(Rule.INFO_METADATA, "/x-ms-connector-metadata/2/propertyValue", "\"Parcels\""),
                fault(Rule.INFO_METADATA, "/x-ms-connector-metadata/2/propertyValue", "\"Data;AI;Finance\""),
                fault(Rule.INFO_ASCII, "/info/title", "\"Päckchen\""),
                fault(Rule.OPERATION_ID, GET + "/operationId", ""),
                fault(Rule.OPERATION_ID, GET + "/operationId", "\"Get_Parcel\""),
                fault(Rule.OPERATION_ID, GET + "/operationId", "\"Subscribe\""),
                fault(Rule.OPERATION_ID_CASE, GET + "/operationId", "\"getParcel\""),
                fault(Rule.SUMMARY, GET + "/summary", ""),
                fault(Rule.SUMMARY, GET + "/summary", '"' + "A" + "x".repeat(80) + '"'),
                fault(Rule.SUMMARY, GET + "/summary", "\"get a parcel\""),
                fault(Rule.SUMMARY, GET + "/summary", "\"Get/read a parcel\""),
                fault(Rule.SUMMARY, GET + "/summary", "\"Get a parcel.\""),
                fault(Rule.DESCRIPTION, GET + "/description", ""),
                fault(Rule.DESCRIPTION, GET + "/description", "\"reads one\""),
                fault(Rule.DESCRIPTION, GET + "/description", "\"Get a parcel.\""),
                fault(Rule.DESCRIPTION, GET + "/description", "\"See https://example.com.\""),
                fault(Rule.TRIGGER_SUMMARY, POLL + "/summary", "\"New parcels\""),
                fault(Rule.CONSUMES, "/consumes", ""),
                fault(Rule.PATH_DUPLICATE, "/paths/~1Kinds", "{}"),
                fault(Rule.PATH_DUPLICATE, "/paths/~1parcels~1{number}", "{}"),
                fault(Rule.PARAMETER_DECLARED, GET + "/parameters/0/name", "\"number\""),
                fault(Rule.PARAMETER_REQUIRED, GET + "/parameters/0/required", ""),
                fault(Rule.URL_ENCODING, GET + "/parameters/0/x-ms-url-encoding", ""),
                fault(Rule.URL_ENCODING, GET + "/parameters/1/x-ms-url-encoding", "\"single\""),
                fault(Rule.CONNECTION_ID, GET + "/parameters/1/name", "\"connectionId\""),
                fault(Rule.INTERNAL_DEFAULT, GET + "/parameters/2/default", ""),
                fault(Rule.INTERNAL_DEFAULT, GET + "/parameters/2/required", "false"),
                fault(Rule.FILE_PARAMETER, GET + "/parameters/1/type", "\"file\""),
                fault(Rule.PARAMETER_TEXT, GET + "/parameters/1/x-ms-summary", ""),
                fault(Rule.PARAMETER_TEXT, GET + "/parameters/1/description", ""),
                fault(Rule.REQUIRED_EMPTY, PARCEL + "/required", "[]"),
                fault(Rule.REQUIRED_UNKNOWN, PARCEL + "/required", "[\"weight\"]"),
                fault(Rule.REFERENCE, PARCEL + "/properties/within/title", "\"Within\""),
                fault(Rule.REFERENCE, GET + "/parameters/1", "{\"$ref\":\"#/parameters/kind\"}"),
                fault(Rule.FORMAT, PARCEL + "/properties/sent/format", "\"duration\""),
                fault(Rule.FORMAT, GET + "/parameters/1/format", "\"ipv4\""),
                fault(Rule.SCHEMA_EMPTY, GET + "/responses/200/schema", "{}"),
                fault(Rule.SCHEMA_KEYWORD, PARCEL + "/properties/sent/nullable", "true"),
                fault(Rule.SCHEMA_KEYWORD, PARCEL + "/properties/sent/type", "[\"string\",\"null\"]"),
                fault(Rule.ARRAY_ITEMS, "/paths/~1kinds/get/responses/200/schema/items", ""),
                fault(Rule.PROPERTY_TEXT, PARCEL + "/properties/number/title", ""),
                fault(Rule.PROPERTY_TEXT, PARCEL + "/properties/number/description", ""),
                fault(Rule.RESPONSE_DESCRIPTION, GET + "/responses/200/description", ""),
                fault(Rule.RESPONSE_SCHEMA, GET + "/responses/200/schema", ""),
                fault(
                        Rule.RESPONSE_SCHEMA,
                        GET + "/responses/404",
                        "{\"description\":\"None\",\"schema\":{\"type\":\"string\"}}"),
                fault(Rule.RESPONSE_HEADERS, GET + "/responses/200/headers/etag", "{\"type\":\"string\"}"),
                fault(Rule.TRIGGER_KIND, POLL + "/x-ms-trigger", "\"many\""),
                fault(Rule.TRIGGER_HINT, POLL + "/x-ms-trigger-hint", ""),
                fault(Rule.TRIGGER_METADATA, POLL + "/x-ms-trigger-metadata/mode", ""),
                fault(Rule.POLLING_NOTHING, POLL + "/responses/202", ""),
                fault(Rule.POLLING_RESPONSES, POLL + "/responses/200/schema", "{\"$ref\":\"#/definitions/Parcel\"}"),
                fault(Rule.NOTIFICATION_URL, HOOK + "/properties/url/type", "\"integer\""),
                fault(Rule.NOTIFICATION_URL, SUBSCRIBE + "/parameters/0/required", ""),
                fault(Rule.NOTIFICATION_URL, SUBSCRIBE + "/parameters/0/schema/required", ""),
                fault(Rule.NOTIFICATION_URL, HOOK + "/required", ""),
                fault(Rule.NOTIFICATION_URL, PARCEL + "/properties/number/x-ms-notification-url", "true"),
                fault(Rule.NOTIFICATION_CONTENT, "/paths/~1subscriptions/x-ms-notification-content/schema", ""),
                fault(Rule.NOTIFICATION_DELETE, "/paths/~1subscriptions~1{id}", ""),
                fault(
                        Rule.NOTIFICATION_DELETE_INTERNAL,
                        "/paths/~1subscriptions~1{id}/delete/x-ms-visibility",
                        "\"advanced\""),
                fault(Rule.STRUCTURE, "/definitions/None", "null"),
                fault(Rule.STRUCTURE, "/paths/~1none", "1"),
                fault(Rule.STRUCTURE, "/paths/~1kinds/get/parameters", "{}"),
                fault(Rule.STRUCTURE, "/responses", "[]"),
                fault(Rule.EXTENSION_UNKNOWN, GET + "/x-ms-long-running-operation", "true"),
                fault(Rule.EXTENSION_UNKNOWN, PARCEL + "/x-ms-odd", "true"),
                fault(Rule.EXTENSION_PLACE, "/x-ms-trigger-hint", "\"Now\""),
                fault(Rule.EXTENSION_PLACE, GET + "/responses/200/x-ms-visibility", "\"internal\""),
                fault(
                        Rule.EXTENSION_PLACE,
                        GET + "/parameters/1/x-ms-dynamic-schema",
                        "{\"operationId\":\"ListKinds\"}"),
                fault(Rule.EXTENSION_VALUE, PARCEL + "/properties/number/x-ms-visibility", "\"none\""),
                fault(Rule.EXTENSION_VALUE, "/paths/~1kinds/get/x-ms-pageable", "{}"),
                fault(Rule.DYNAMIC_OPERATION, GET + "/parameters/1/x-ms-dynamic-values/operationId", "\"ListSorts\""),
                wrongProperties(Rule.PROPERTIES_SHAPE, "/more", "1"),
                wrongProperties(Rule.PROPERTIES_SHAPE, "/properties/capabilities", "\"actions\""),
                wrongProperties(Rule.BRAND_COLOR, "/properties/iconBrandColor", "\"#FFFFFF\""),
                wrongProperties(Rule.BRAND_COLOR, "/properties/iconBrandColor", ""),
                wrongProperties(Rule.CAPABILITIES, "/properties/capabilities/0", "\"flights\""),
                wrongProperties(Rule.CONNECTION_PARAMETER, "/properties/connectionParameters/key/type", "\"secret\""),
                wrongProperties(
                        Rule.CONNECTION_PARAMETER,
                        "/properties/connectionParameters/key/uiDefinition/constraints/required",
                        "true"),
                wrongProperties(
                        Rule.CONNECTION_PARAMETER, "/properties/connectionParameters/key/uiDefinition/displayName", ""),
                wrongProperties(
                        Rule.POLICY_TEMPLATE, "/properties/policyTemplateInstances/0/templateId", "\"nextlink\""));
    }

    /** Where one fault is two. */
    static Stream<Fault> faultsThatBreakMore() {
        return Stream.of(
                fault(Rule.REFERENCE, PARCEL + "/properties/within", "{\"$ref\":\"#/definitions/Bag\"}"),
                fault(Rule.NOTIFICATION_URL, HOOK + "/x-ms-visibility", ""),
                fault(
                        Rule.GET_BODY,
                        GET + "/parameters/1",
                        "{\"in\":\"body\",\"name\":\"b\",\"schema\":{\"type\":\"string\"}}"),
                fault(
                        Rule.REQUIRED_LOOP,
                        "/definitions/Box",
                        "{\"type\":\"object\",\"title\":\"B\",\"description\":\"B\",\"required\":[\"b\"],"
                                + "\"properties\":{\"b\":{\"$ref\":\"#/definitions/Box\"}}}"),
                fault(Rule.RESPONSE_SUCCESS, GET + "/responses", "{\"404\":{\"description\":\"None\"}}"),
                fault(
                        Rule.RESPONSE_DEFAULT,
                        GET + "/responses/default",
                        "{\"description\":\"Else\",\"schema\":{\"type\":\"string\"}}"),
                fault(Rule.NOTIFICATION_URL, HOOK + "/properties/url/x-ms-notification-url", "\"true\""),
                fault(Rule.STRUCTURE, "/paths", ""),
                fault(Rule.STRUCTURE, "/info", "7"),
                fault(Rule.STRUCTURE, GET + "/parameters/1/name", ""),
                fault(Rule.POLLING_RESPONSES, POLL + "/responses/202/schema", "{\"type\":\"string\"}"),
                wrongProperties(Rule.PROPERTIES_SHAPE, "/properties", "[]"));
    }

    @Test
    void a_definition_without_a_fault_has_no_findings() {
        assertThat(Linter.definition(GOOD)).isEmpty();
        assertThat(Linter.definition('\uFEFF' + GOOD)).isEmpty();
        assertThat(Linter.properties(GOOD_PROPERTIES)).isEmpty();
        assertThat(Linter.together(GOOD, GOOD_PROPERTIES)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_breaks_its_rule_and_no_other(Fault fault) {
        assertThat(findings(fault)).extracting(Finding::rule).containsOnly(fault.rule());
    }

    @ParameterizedTest
    @MethodSource("faultsThatBreakMore")
    void a_fault_breaks_its_rule(Fault fault) {
        assertThat(findings(fault)).extracting(Finding::rule).contains(fault.rule());
    }

    /** Of a description in another alphabet no more can be asked than that it is a sentence there. */
    @Test
    void sentences_may_be_written_in_any_language() {
        for (String sentence : List.of("Überall ist es so.", "説明です。", "Ça va ?")) {
            Fault other = fault(Rule.DESCRIPTION, GET + "/description", '"' + sentence + '"');
            assertThat(findings(other)).as(sentence).isEmpty();
        }
    }

    @Test
    void a_url_to_call_back_is_found_in_a_part_of_a_body() {
        Fault parts = fault(
                Rule.NOTIFICATION_URL,
                SUBSCRIBE + "/parameters/0/schema",
                "{\"allOf\":[{\"type\":\"object\",\"required\":[\"url\"],\"properties\":{\"url\":{\"type\":\"string\","
                        + "\"x-ms-notification-url\":true,\"x-ms-visibility\":\"internal\"}}}]}");
        assertThat(findings(parts)).isEmpty();
    }

    @Test
    void properties_are_told_from_a_definition_by_what_stands_at_the_root() {
        assertThat(Linter.isProperties(GOOD_PROPERTIES.replace("\"key\"", "\"swagger\"")))
                .isTrue();
        for (String other : List.of(GOOD, "{\"properties\":{},\"openapi\":\"3.1.0\"}", "{", "[]")) {
            assertThat(Linter.isProperties(other)).as(other).isFalse();
        }
    }

    @Test
    void a_sign_in_needs_no_name_to_be_shown() {
        assertThat(Linter.properties("{\"properties\":{\"iconBrandColor\":\"#1f6f5c\",\"connectionParameters\":"
                        + "{\"token\":{\"type\":\"oauthSetting\"}}}}"))
                .isEmpty();
    }

    @Test
    void a_finding_says_where() {
        Finding finding = findings(fault(Rule.URL_ENCODING, GET + "/parameters/0/x-ms-url-encoding", ""))
                .getFirst();
        assertThat(finding).isEqualTo(new Finding(Rule.URL_ENCODING, GET + "/parameters/0", "it has not"));
    }

    @Test
    void what_is_no_json_is_said_with_its_line() {
        List<Finding> findings = Linter.definition("{\"swagger\":\"2.0\",\n \"swagger\":\"2.0\"}");
        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.JSON);
        assertThat(findings.getFirst().what()).contains("Duplicate", "line 2");
        for (String text : List.of("", "[]", "{", "{} {}", "\"swagger\"")) {
            assertThat(Linter.definition(text)).extracting(Finding::rule).containsExactly(Rule.JSON);
        }
    }

    @Test
    void too_many_operations_are_found() {
        String more = IntStream.range(0, 252)
                .mapToObj(i -> "\"/more/" + i + "\":{\"get\":{\"operationId\":\"More" + i
                        + "\",\"summary\":\"More\",\"description\":\"One more of many.\",\"responses\":{\"204\":"
                        + "{\"description\":\"None\"}}}},")
                .collect(Collectors.joining());
        assertThat(Linter.definition(GOOD.replace("\"paths\":{", "\"paths\":{" + more)))
                .extracting(Finding::rule)
                .containsExactly(Rule.OPERATION_COUNT);
    }

    @Test
    void a_key_that_nobody_is_asked_for_is_found() {
        assertThat(Linter.together(GOOD, GOOD_PROPERTIES.replace("\"key\"", "\"other\"")))
                .extracting(Finding::rule)
                .containsExactly(Rule.CREDENTIAL_NAME);
    }

    @Test
    void every_rule_is_proved_by_a_broken_example() {
        Set<Rule> proved = EnumSet.of(Rule.JSON, Rule.OPERATION_COUNT, Rule.CREDENTIAL_NAME);
        Stream.concat(faults(), faultsThatBreakMore()).forEach(fault -> proved.add(fault.rule()));
        assertThat(proved).containsExactlyInAnyOrder(Rule.values());
        assertThat(Arrays.stream(Rule.values()).map(Rule::demand)).doesNotHaveDuplicates();
    }

    /** Whatever is in a file, a finding is all that comes of it. */
    @Test
    void odd_documents_are_looked_at_without_a_failure() {
        for (String odd : List.of(
                "{\"paths\":[1,2]}",
                "{\"paths\":{\"/a\":7,\"/b\":{\"get\":[],\"post\":{\"parameters\":{\"a\":1},\"responses\":[3]}}}}",
                "{\"definitions\":{\"A\":{\"$ref\":\"#/definitions/A\"},\"B\":{\"$ref\":\"#/%zz\"},\"C\":{\"$ref\":7}}}",
                "{\"definitions\":{\"A\":{\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/definitions/A\"}}}}}",
                "{\"info\":[],\"host\":{},\"schemes\":\"https\",\"x-ms-connector-metadata\":{\"a\":1},\"properties\":1}")) {
            assertThat(Linter.definition(odd)).as(odd).isNotEmpty();
            assertThat(Linter.properties(odd)).as(odd).isNotEmpty();
        }
    }

    private static List<Finding> findings(Fault fault) {
        return fault.inProperties() ? Linter.properties(fault.broken()) : Linter.definition(fault.broken());
    }

    private static Fault fault(Rule rule, String pointer, String value) {
        return new Fault(rule, false, pointer, value);
    }

    private static Fault wrongProperties(Rule rule, String pointer, String value) {
        return new Fault(rule, true, pointer, value);
    }
}
