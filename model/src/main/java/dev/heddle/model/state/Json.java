package dev.heddle.model.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.pool.Gpus;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON form of stored values: a record is an object of its components; addresses, prefixes and keys are text; what is
 * empty is left out. The typed spec is stored beside the written one, so that reading never depends on the rules for
 * manifests, which may become stricter.
 */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(module())
            .changeDefaultVisibility(v -> v.withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("heddle");
        text(module, IpAddress.class, IpAddress::parse);
        text(module, IpPrefix.class, IpPrefix::parse);
        text(module, MacAddress.class, MacAddress::parse);
        text(module, Gpus.class, Gpus::parse);
        module.addSerializer(ObjectKey.class, new ToText<>(k -> k.kind().singular() + "/" + k.path()));
        module.addDeserializer(ObjectKey.class, new FromText<>(Json::key));
        module.addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class);
        module.addDeserializer(Resource.class, new ResourceReader());
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToText<>(Object::toString));
        module.addDeserializer(type, new FromText<>(parse));
    }

    /** Reads {@code port/team-a/train-0}, {@code host/h1}. */
    private static ObjectKey key(String text) {
        String[] parts = text.split("/", -1);
        Kind kind = Kind.ofWord(parts[0]).orElseThrow(() -> new FormatException("unknown kind in key " + text));
        return new ObjectKey(kind, parts.length == 3 ? parts[1] : null, parts[parts.length - 1]);
    }

    private static Class<? extends Spec> specOf(Kind kind) {
        return switch (kind) {
            case TENANT -> TenantSpec.class;
            case HOST -> HostSpec.class;
            case TOPOLOGY -> TopologySpec.class;
            case NETWORK -> NetworkSpec.class;
            case SLICE -> SliceSpec.class;
            case PORT -> PortSpec.class;
        };
    }

    private static final class ToText<T> extends ValueSerializer<T> {
        private final Function<T, String> form;

        ToText(Function<T, String> form) {
            this.form = form;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(form.apply(value));
        }
    }

    private static final class FromText<T> extends ValueDeserializer<T> {
        private final Function<String, T> parse;

        FromText(Function<String, T> parse) {
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            return parse.apply(in.getString());
        }
    }

    /** A resource before its kind has told the type of its spec. */
    private record Stored(
            ObjectKey key,
            long id,
            UUID uid,
            SortedMap<String, String> labels,
            long revision,
            Instant created,
            JsonNode spec,
            JsonNode written,
            Position source) {}

    private static final class ResourceReader extends ValueDeserializer<Resource> {
        @Override
        public Resource deserialize(JsonParser in, DeserializationContext context) {
            Stored stored = context.readValue(in, Stored.class);
            return new Resource(
                    stored.key,
                    stored.id,
                    stored.uid,
                    stored.labels,
                    stored.revision,
                    stored.created,
                    context.readTreeAsValue(stored.spec, specOf(stored.key.kind())),
                    stored.written,
                    stored.source);
        }
    }
}
