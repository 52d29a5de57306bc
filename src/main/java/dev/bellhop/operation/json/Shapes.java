package dev.bellhop.operation.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON of records: text, whole numbers, numbers, truth values, {@link java.time.Instant}, {@link java.time.Duration},
 * enums, records, {@code List}, {@code Map} from text, and {@code Object} for any JSON. A component is needed unless it
 * is {@code @Nullable}; no other field is taken. {@code Void} stands for nothing.
 */
public final class Shapes {

    // Only trees: no class is ever found by reflection.
    private static final JsonMapper TREES = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Map<Type, Shape> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    /** What came of reading. */
    public sealed interface Outcome<T> {

        record Fits<T>(@Nullable T value) implements Outcome<T> {}

        /** One problem at least. */
        record Unfit<T>(List<FieldProblem> problems) implements Outcome<T> {}
    }

    /** The JSON Schema of the type. */
    public static String schema(Class<?> type) {
        return type == Void.class ? "{\"type\":\"null\"}" : of(type).schema().toString();
    }

    /** Fails if the type cannot be written as JSON. */
    public static void check(Class<?> type) {
        if (type != Void.class) {
            KNOWN.put(type, of(type));
        }
    }

    /** Reads what others wrote. */
    public static <T> Outcome<T> read(Class<T> type, String text) {
        JsonNode tree;
        try {
            tree = TREES.readTree(text);
        } catch (JsonProcessingException e) {
            return new Outcome.Unfit<>(List.of(new FieldProblem("", "is not JSON")));
        }
        if (tree == null || tree.isMissingNode()) {
            return new Outcome.Unfit<>(List.of(new FieldProblem("", "is empty, and JSON was expected")));
        }
        if (type == Void.class || (tree.isNull() && type == Object.class)) {
            return new Outcome.Fits<>(null);
        }
        List<FieldProblem> problems = new ArrayList<>();
        Object value = Containers.part(of(type), tree, "", problems);
        return problems.isEmpty()
                ? new Outcome.Fits<>(boxed(type).cast(value))
                : new Outcome.Unfit<>(List.copyOf(problems));
    }

    /** Writes it; {@code null} is nothing. */
    public static @Nullable String write(@Nullable Object value) {
        return value == null ? null : of(value.getClass()).write(value).toString();
    }

    static Shape of(Type type) {
        Shape known = KNOWN.get(type);
        if (known == null) {
            // Not computeIfAbsent: a record asks for the shapes of its parts meanwhile.
            known = made(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static Shape made(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Containers.Sequence(of(of[0]));
            }
            if (generic.getRawType() == Map.class && of[0] == String.class) {
                return new Containers.Mapping(of(of[1]));
            }
        }
        if (type instanceof Class<?> plain) {
            Scalar scalar = Scalar.of(plain);
            if (scalar != null) {
                return scalar;
            }
            if (plain.isRecord()) {
                return Structure.of(plain);
            }
            if (plain.isEnum()) {
                return new Containers.Choice(plain);
            }
            if (plain == Object.class || Map.class.isAssignableFrom(plain) || List.class.isAssignableFrom(plain)) {
                return new Containers.Anything();
            }
        }
        throw new IllegalArgumentException(type + " cannot be written as JSON; use a record");
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<T> boxed(Class<T> type) {
        return (Class<T>) java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }
}
