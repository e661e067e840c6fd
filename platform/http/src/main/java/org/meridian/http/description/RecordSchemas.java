package org.meridian.http.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.springframework.stereotype.Component;

/**
 * Schemas of records: required is what every answer has, null what may be null, and the words of an enum are those that are
 * sent. No two records have one name.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
@Component
final class RecordSchemas implements ModelConverter {

    static final String NULL = "null";

    private static final String OURS = "org.meridian.";

    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema == null) {
            return null;
        }
        Class<?> asked = Json.mapper().constructType(type.getType()).getRawClass();
        if (asked.isRecord()) {
            Schema<?> described = schema.get$ref() == null ? schema : defined(schema.get$ref(), asked, context);
            if (described != null && described.getProperties() != null) {
                describe(described, asked);
            }
        } else if (asked.isEnum() && asked.getName().startsWith(OURS) && !saysItsOwnWords(asked)) {
            words(schema, asked);
        }
        return schema;
    }

    private @Nullable Schema<?> defined(String reference, Class<?> asked, ModelConverterContext context) {
        String name = reference.substring(Components.COMPONENTS_SCHEMAS_REF.length());
        Class<?> before = named.putIfAbsent(name, asked);
        if (before != null && !before.equals(asked)) {
            throw new IllegalStateException("Two records are called " + name + " in the API's description: "
                    + before.getName() + " and " + asked.getName() + ". Call each after what it is.");
        }
        return context.getDefinedModels().get(name);
    }

    private static void describe(Schema<?> schema, Class<?> asked) {
        List<String> required = new ArrayList<>(required(schema));
        for (RecordComponent part : asked.getRecordComponents()) {
            if (annotation(part, JsonUnwrapped.class).isPresent()) {
                describe(schema, part.getType());
                required.addAll(required(schema));
                continue;
            }
            String name = annotation(part, JsonProperty.class).map(JsonProperty::value).orElse(part.getName());
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean needed = annotation(part, io.swagger.v3.oas.annotations.media.Schema.class)
                    .filter(it -> it.requiredMode() == RequiredMode.REQUIRED).isPresent();
            boolean mayBeNull = part.getAnnotatedType().isAnnotationPresent(Nullable.class) && !needed;
            Include included = included(part, asked);
            if (included == Include.ALWAYS || included == Include.NON_NULL && !mayBeNull) {
                required.add(name);
            }
            if (included == Include.ALWAYS && mayBeNull) {
                schema.getProperties().put(name, orNull(property));
            }
        }
        schema.setRequired(required.stream().distinct().toList());
    }

    private static List<String> required(Schema<?> schema) {
        return schema.getRequired() == null ? List.of() : schema.getRequired();
    }

    private static Include included(RecordComponent part, Class<?> asked) {
        return annotation(part, JsonInclude.class).or(() -> Optional.ofNullable(asked.getAnnotation(JsonInclude.class)))
                .map(JsonInclude::value).orElse(Include.ALWAYS);
    }

    private static <A extends Annotation> Optional<A> annotation(RecordComponent part, Class<A> type) {
        return Optional.ofNullable(part.getAccessor().getAnnotation(type));
    }

    /** A null is none of an enum's words, nor of what stands elsewhere. */
    private static Schema<?> orNull(Schema<?> property) {
        if (mayBeNull(property)) {
            return property;
        }
        if (property.get$ref() == null && property.getEnum() == null) {
            if (property.getTypes() == null) {
                property.addType(property.getType());
            }
            property.addType(NULL);
            return property;
        }
        Schema<?> either = new JsonSchema().description(property.getDescription()).name(property.getName());
        property.setDescription(null);
        either.setOneOf(List.of(property, new JsonSchema().typesItem(NULL)));
        return either;
    }

    static boolean mayBeNull(Schema<?> property) {
        return property.getTypes() != null && property.getTypes().contains(NULL)
                || property.getOneOf() != null && property.getOneOf().stream().anyMatch(RecordSchemas::mayBeNull);
    }

    private static boolean saysItsOwnWords(Class<?> asked) {
        return Stream.of(asked.getDeclaredMethods()).anyMatch(it -> it.isAnnotationPresent(JsonValue.class));
    }

    private static void words(Schema<?> schema, Class<?> asked) {
        List<String> words = Stream.of(asked.getEnumConstants()).map(it -> Fields.apiName((Enum<?>) it)).toList();
        ((Schema<String>) schema).setEnum(new ArrayList<>(words)); // requests have fewer
    }
}
