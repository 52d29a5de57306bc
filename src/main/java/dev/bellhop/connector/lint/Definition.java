package dev.bellhop.connector.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A definition, with ways to its parts; what is not there, or is something else, has no parts. */
record Definition(Place root) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final Set<String> SCHEMAS_INSIDE = Set.of("properties", "items", "allOf", "additionalProperties");
    private static final String REFERENCE = "$ref";

    /** An operation, with the path that it belongs to. */
    record OperationAt(Place path, String method, Place at) {

        boolean isTrigger() {
            return at.has("x-ms-trigger");
        }

        boolean isInternal() {
            return at.is("x-ms-visibility", "internal");
        }
    }

    List<Place> paths() {
        return root.child("paths").children();
    }

    List<OperationAt> operations() {
        return paths().stream()
                .flatMap(path -> path.children().stream()
                        .filter(member -> METHODS.contains(member.name()))
                        .map(member -> new OperationAt(path, member.name(), member)))
                .toList();
    }

    /** The parameters of an operation, those of its path included; references are followed. */
    List<Place> parameters(OperationAt operation) {
        return Stream.of(operation.path(), operation.at())
                .flatMap(owner -> owner.child("parameters").children().stream())
                .map(this::resolved)
                .toList();
    }

    /** All parameters, each where it is written. */
    List<Place> parameters() {
        return Stream.of(
                        root.child("parameters").children().stream(),
                        paths().stream().flatMap(path -> path.child("parameters").children().stream()),
                        operations().stream()
                                .flatMap(operation -> operation.at().child("parameters").children().stream()))
                .flatMap(all -> all)
                .filter(parameter -> !parameter.has(REFERENCE))
                .toList();
    }

    List<Place> responses(OperationAt operation) {
        return operation.at().child("responses").children().stream()
                .filter(response -> !response.name().startsWith("x-"))
                .map(response -> response.has(REFERENCE)
                        ? new Place(response.pointer(), resolved(response).node())
                        : response)
                .toList();
    }

    /** All schemas, those within others too, each where it is written. */
    List<Place> schemas() {
        List<Place> found = new ArrayList<>();
        root.child("definitions").children().forEach(schema -> collect(schema, found));
        parameters().stream()
                .map(parameter -> parameter.child("schema"))
                .filter(Place::exists)
                .forEach(schema -> collect(schema, found));
        Stream.concat(
                        root.child("responses").children().stream(),
                        operations().stream()
                                .flatMap(operation -> operation.at().child("responses").children().stream()))
                .map(response -> response.child("schema"))
                .filter(Place::exists)
                .forEach(schema -> collect(schema, found));
        paths().stream()
                .map(path -> path.child("x-ms-notification-content").child("schema"))
                .filter(Place::exists)
                .forEach(schema -> collect(schema, found));
        return found;
    }

    private static void collect(Place schema, List<Place> into) {
        into.add(schema);
        for (String name : SCHEMAS_INSIDE) {
            Place inside = schema.child(name);
            boolean isSchema = inside.node().isObject() && !name.equals("properties");
            if (isSchema) {
                collect(inside, into);
            } else {
                inside.children().forEach(each -> collect(each, into));
            }
        }
    }

    /** What it stands for, if it is a reference; itself if not, or if it leads nowhere. */
    Place resolved(Place place) {
        return place.has(REFERENCE) ? target(place).orElse(place) : place;
    }

    /** What a reference leads to. */
    Optional<Place> target(Place reference) {
        String pointer = reference.text(REFERENCE);
        if (!pointer.startsWith("#/")) {
            return Optional.empty();
        }
        try {
            JsonNode node = root.node().at(pointer.substring(1));
            return node.isMissingNode() ? Optional.empty() : Optional.of(new Place(pointer.substring(1), node));
        } catch (IllegalArgumentException noPointer) {
            return Optional.empty();
        }
    }

    static boolean isSuccess(Place response) {
        return response.name().startsWith("2");
    }
}
