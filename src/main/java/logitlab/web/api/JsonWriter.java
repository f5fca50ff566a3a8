package logitlab.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.javalin.http.Context;
import java.io.IOException;

/** Writes answers as JSON: names with underscores, numbers in full double precision, infinity as null. */
final class JsonWriter {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Double.class, new FiniteOrNull()))
            .build()
            .writer();

    private JsonWriter() {}

    /** Serializes the whole answer first, so that a failure never leaves half of it. */
    static void answer(Context ctx, Object answer) throws IOException {
        ctx.contentType("application/json").result(WRITER.writeValueAsBytes(answer));
    }

    /** On one line. */
    static String text(Object answer) {
        try {
            return WRITER.writeValueAsString(answer);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {

        @Override
        public void serialize(Double number, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        }
    }
}
