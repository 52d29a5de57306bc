package dev.bellhop.architecture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of all configuration interfaces, with {@code <name>} where a key holds a name. */
final class Settings {

    private Settings() {}

    /** Finds the interfaces among the source files. */
    static List<String> keys(List<Path> sources) {
        return sources.stream()
                .filter(file -> file.toString().endsWith("Config.java"))
                .map(Settings::type)
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .flatMap(type -> keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
                .sorted()
                .toList();
    }

    private static Class<?> type(Path file) {
        String path = file.toString().replace('\\', '/');
        String name = path.substring(path.indexOf("dev/bellhop"), path.length() - ".java".length());
        try {
            return Class.forName(name.replace('/', '.'), false, Settings.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(file + " holds no class of its name", e);
        }
    }

    private static Stream<String> keys(String prefix, Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isDefault() && !method.isSynthetic())
                .flatMap(method -> keys(prefix + segment(method), method.getGenericReturnType()));
    }

    private static Stream<String> keys(String key, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                return keys(key + ".<name>", of[1]);
            }
            return generic.getRawType() == Optional.class ? keys(key, of[0]) : Stream.of(key);
        }
        boolean group = type instanceof Class<?> plain
                && plain.isInterface()
                && plain.getName().startsWith(Room.ROOT);
        return group ? keys(key, (Class<?>) type) : Stream.of(key);
    }

    private static String segment(Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return "";
        }
        return method.isAnnotationPresent(WithName.class)
                ? '.' + method.getAnnotation(WithName.class).value()
                : '.' + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
