package dev.bellhop.operation.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record: an object with exactly its components; those that are {@code @Nullable} may be left out. */
record Structure(Class<?> type, Constructor<?> constructor, List<Field> fields) implements Shape {

    /** A component. */
    private record Field(RecordComponent component, Shape shape, boolean needed) {
        String name() {
            return component.getName();
        }
    }

    static Structure of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            List<Field> fields = Stream.of(components)
                    .map(component -> {
                        component.getAccessor().setAccessible(true);
                        return new Field(
                                component,
                                Shapes.of(component.getGenericType()),
                                !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
                    })
                    .toList();
            return new Structure(type, constructor, fields);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its constructor", e);
        }
    }

    static String inside(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> needed = new ArrayList<>();
        for (Field field : fields) {
            ObjectNode property = field.shape().schema();
            Described described = field.component().getAnnotation(Described.class);
            if (described != null) {
                property.put("description", described.value());
            }
            properties.set(field.name(), property);
            if (field.needed()) {
                needed.add(field.name());
            }
        }
        if (!needed.isEmpty()) {
            ArrayNode required = schema.putArray("required");
            needed.forEach(required::add);
        }
        return schema.put("additionalProperties", false);
    }

    @Override
    public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
        if (!node.isObject()) {
            return Shape.unfit(path, "must be an object", problems);
        }
        int before = problems.size();
        node.fieldNames().forEachRemaining(name -> {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                problems.add(new FieldProblem(inside(path, name), "is unknown; known are " + names()));
            }
        });
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            String fieldPath = inside(path, field.name());
            JsonNode value = node.path(field.name());
            if (!value.isMissingNode() && !value.isNull()) {
                values[i] = field.shape().read(value, fieldPath, problems);
            } else if (field.needed()) {
                problems.add(new FieldProblem(fieldPath, "is missing"));
            }
        }
        return problems.size() > before ? null : make(values, path, problems);
    }

    /** What a record refuses of its own accord is the caller's mistake as well. */
    private @Nullable Object make(@Nullable Object[] values, String path, List<FieldProblem> problems) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                return Shape.unfit(path, String.valueOf(refused.getMessage()), problems);
            }
            throw new IllegalStateException("The constructor of " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The constructor of " + type + " cannot be called", e);
        }
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            Object part = part(field, value);
            if (part != null) {
                object.set(field.name(), field.shape().write(part));
            } else if (field.needed()) {
                throw new IllegalStateException(type + " has no " + field.name() + ", which is not @Nullable");
            }
        }
        return object;
    }

    private static @Nullable Object part(Field field, Object value) {
        try {
            return field.component().getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The component " + field.name() + " cannot be read", e);
        }
    }

    private String names() {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }
}
