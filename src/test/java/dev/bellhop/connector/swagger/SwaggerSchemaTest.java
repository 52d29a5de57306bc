package dev.bellhop.connector.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JSON Schema says is said in Swagger 2.0, as far as that can say it, and never more. */
class SwaggerSchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                   | {'description':'Any JSON value.'}",
                "true                                                 | {'description':'Any JSON value.'}",
                "{'$schema':'x','$id':'y'}                            | {'description':'Any JSON value.'}",
                "{'type':'string','format':'date-time'}               | {'type':'string','format':'date-time'}",
                "{'type':'string','format':'duration'}                | {'type':'string'}",
                "{'type':['string','null']}                           | {'x-nullable':true,'type':'string'}",
                "{'type':['string','integer']}                        | {'description':'Any JSON value.'}",
                "{'oneOf':[{'type':'string'},{'type':'null'}]}        | {'type':'string','x-nullable':true}",
                "{'anyOf':[{'type':'string'},{'type':'integer'}]}     | {'description':'Any JSON value.'}",
                "{'const':'a'}                                        | {'enum':['a']}",
                "{'type':'integer','exclusiveMinimum':0}              | {'type':'integer','minimum':0,'exclusiveMinimum':true}",
                "{'type':'array'}                                     | {'type':'array','items':{'description':'Any JSON value.'}}",
                "{'type':'array','items':{'type':'string'}}           | {'type':'array','items':{'type':'string'}}",
                "{'type':'object','required':[]}                      | {'type':'object'}",
                "{'type':'object','additionalProperties':false}       | {'type':'object'}",
                "{'type':'object','additionalProperties':{}}          | {'type':'object'}",
                "{'type':'object','patternProperties':{'a':{}}}       | {'type':'object'}",
                "{'title':'T','type':'string','examples':['x']}       | {'x-ms-summary':'T','type':'string'}",
                "{'$ref':'#/$defs/a','$defs':{'a':{'type':'string'}}} | {'type':'string'}",
                "{'$ref':'https://example.org/other'}                 | {'description':'Any JSON value.'}"
            })
    void a_schema_becomes_one_of_swagger(String schema, String swagger) {
        assertThat(SwaggerSchema.of(Trees.parse(quoted(schema)))).isEqualTo(Trees.parse(quoted(swagger)));
    }

    @Test
    void members_have_names_for_people_and_only_members_are_required() {
        ObjectNode swagger = SwaggerSchema.of(Trees.parse(quoted(
                "{'type':'object','required':['lastModified','gone'],'properties':{'lastModified':{'type':'string'},"
                        + "'x':{'title':'An X','type':'integer'}}}")));

        assertThat(swagger.at("/properties/lastModified/x-ms-summary").asText()).isEqualTo("Last modified");
        assertThat(swagger.at("/properties/x/x-ms-summary").asText()).isEqualTo("An X");
        assertThat(swagger.at("/properties/x/description").asText()).isEqualTo("An X.");
        assertThat(swagger.get("required")).isEqualTo(Trees.texts("lastModified"));
    }

    @Test
    void what_leads_back_to_itself_ends_somewhere() {
        ObjectNode swagger = SwaggerSchema.of(
                Trees.parse(quoted("{'type':'object','properties':{'child':{'$ref':'#'},'other':{'type':'string'}}}")));

        assertThat(swagger.at("/properties/child/properties/other/type").asText())
                .isEqualTo("string");
        assertThat(swagger.at("/properties/child/properties/child/type").isMissingNode())
                .isTrue();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
