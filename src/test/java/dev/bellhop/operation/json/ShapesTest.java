package dev.bellhop.operation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellhop.operation.json.Shapes.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {

    enum Track {
        CLOUD,
        DATA
    }

    record Speaker(
            String name,
            @Described("Where to write to") @Nullable String email) {
        Speaker {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("needs a name");
            }
        }
    }

    record Talk(
            Speaker speaker,
            List<Speaker> others,
            Track track,
            int minutes,
            @Nullable Long fee,
            double weight,
            boolean live,
            Instant at,
            Duration length,
            Map<String, Integer> votes,
            @Nullable Object extra) {}

    private static final Talk FULL = new Talk(
            new Speaker("Ada", "ada@example.org"),
            List.of(new Speaker("Bob", null)),
            Track.DATA,
            45,
            1L << 40,
            0.5,
            true,
            Instant.parse("2026-11-20T10:15:30.123456Z"),
            Duration.ofMinutes(90),
            Map.of("yes", 3),
            Map.of("a", List.of("x", true)));

    @Test
    void what_is_written_is_read_again() {
        assertThat(Shapes.read(Talk.class, Shapes.write(FULL))).isEqualTo(new Outcome.Fits<>(FULL));
    }

    @Test
    void what_may_be_missing_is_left_out() {
        assertThat(Shapes.write(new Speaker("Ada", null))).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(Shapes.read(Speaker.class, "{\"name\":\"Ada\"}"))
                .isEqualTo(Shapes.read(Speaker.class, "{\"name\":\"Ada\",\"email\":null}"))
                .isEqualTo(new Outcome.Fits<>(new Speaker("Ada", null)));
    }

    @Test
    void every_problem_is_named_by_its_field() {
        String text =
                "{\"speaker\":{\"nam\":\"Ada\"},\"others\":[{\"name\":\"Bob\"},{\"name\":1},null],\"track\":\"X\","
                        + "\"minutes\":1.5,\"weight\":\"1\",\"live\":\"yes\",\"at\":\"yesterday\",\"length\":\"90\","
                        + "\"votes\":{\"yes\":\"3\"}}";
        assertThat(problems(Talk.class, text))
                .containsExactly(
                        "speaker.nam is unknown; known are name, email",
                        "speaker.name is missing",
                        "others[1].name must be text",
                        "others[2] must not be null",
                        "track must be one of CLOUD, DATA",
                        "minutes must be a whole number of at most 32 bits",
                        "weight must be a number",
                        "live must be true or false",
                        "at must be a time such as 2026-11-20T10:15:30Z",
                        "length must be an ISO duration such as PT1H30M",
                        "votes.yes must be a whole number of at most 32 bits");
    }

    @Test
    void what_a_record_refuses_itself_is_a_problem_too() {
        assertThat(problems(Speaker.class, "{\"name\":\"\"}")).containsExactly(" needs a name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "'{'|is not JSON",
                "'{} {}'|is not JSON",
                "'[]'|must be an object",
                "'null'|must not be null",
                "'{\"name\":\"a\",\"name\":\"b\"}'|is not JSON",
                "'{\"name\":2147483648}'|must be text"
            })
    void what_is_no_object_is_refused(String text, String problem) {
        assertThat(problems(Speaker.class, text)).singleElement().asString().contains(problem);
    }

    @Test
    void numbers_that_do_not_fit_are_refused() {
        assertThat(problems(int.class, "2147483648")).hasSize(1);
        assertThat(problems(long.class, "9223372036854775808")).hasSize(1);
        assertThat(problems(double.class, "1e999")).hasSize(1);
        assertThat(Shapes.read(int.class, "2147483647")).isEqualTo(new Outcome.Fits<>(Integer.MAX_VALUE));
    }

    @Test
    void any_json_is_an_object() {
        String text = "{\"a\":[1,null,\"x\",true,{\"b\":2.5}]}";
        Outcome<Object> read = Shapes.read(Object.class, text);
        assertThat(read)
                .isInstanceOfSatisfying(
                        Outcome.Fits.class,
                        fits -> assertThat(Shapes.write(fits.value())).isEqualTo(text));
        assertThat(Shapes.read(Object.class, "null")).isEqualTo(new Outcome.Fits<>(null));
        assertThat(Shapes.write(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
    }

    @Test
    void schemas_say_what_is_read() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(Shapes.schema(Speaker.class)))
                .isEqualTo(
                        json.readTree("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"email\":"
                                + "{\"type\":\"string\",\"description\":\"Where to write to\"}},\"required\":[\"name\"],"
                                + "\"additionalProperties\":false}"));
        assertThat(json.readTree(Shapes.schema(Talk.class)).at("/properties/others/items/properties/name/type"))
                .hasToString("\"string\"");
        assertThat(Shapes.schema(Void.class)).isEqualTo("{\"type\":\"null\"}");
    }

    @Test
    void a_type_that_cannot_be_written_is_refused_early() {
        assertThatThrownBy(() -> Shapes.check(StringBuilder.class)).hasMessageContaining("use a record");
    }

    private static List<String> problems(Class<?> type, String text) {
        return Shapes.read(type, text) instanceof Outcome.Unfit<?>(List<FieldProblem> problems)
                ? problems.stream()
                        .map(problem -> problem.field() + ' ' + problem.message())
                        .toList()
                : List.of();
    }
}
