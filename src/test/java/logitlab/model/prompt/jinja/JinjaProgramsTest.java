package logitlab.model.prompt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.model.Packages;
import logitlab.model.prompt.python.JinjaException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short programs write what Python's jinja2 writes, and fail where it fails; {@code models/training/chat_renderings.py} made the references. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JinjaProgramsTest {

    private static final Map<String, Object> VARIABLES =
            new ObjectMapper().convertValue(Packages.resource("chat/variables.json"), new TypeReference<>() {});

    static Stream<JsonNode> programs() {
        return StreamSupport.stream(Packages.resource("chat/programs.json").spliterator(), false);
    }

    private static String render(String program) {
        return JinjaTemplate.parse(program).render(VARIABLES).chars();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_program_writes_what_it_writes_in_python(JsonNode reference) {
        String program = reference.path("program").asText();
        if (reference.path("text").isNull()) {
            assertThatThrownBy(() -> render(program)).isInstanceOf(JinjaException.class);
        } else {
            assertThat(render(program)).isEqualTo(reference.path("text").asText());
        }
    }

    @Test
    void an_error_names_the_line() {
        assertThatThrownBy(() -> render("a\n\n{% if true %}\n{{ missing.name }}{% endif %}"))
                .hasMessage("line 4: \"missing\" is undefined");
        assertThatThrownBy(() -> render("a\n{{ 'b' | shout }}")).hasMessage("line 2: there is no filter \"shout\"");
    }

    /** Python renders these, and here they are refused, because they are not exact here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ {1: 2} }}",
                "{{ 2 ** 100 }}",
                "{{ '<' ~ (s | safe) }}",
                "{{ s | escape }}",
                "{{ s.encode() }}",
                "{{ range }}",
                "{{ messages[0].items }}",
                "{{ messages[0].keys() }}",
                "{{ lipsum() }}",
                "{{ '%5.2f' % 1.5 }}",
                "{{ '{:>5}'.format(1) }}",
                "{% for a in numbers recursive %}{% endfor %}",
                "{% block b %}{% endblock %}",
                "{{ strftime_now('%c') }}",
                "{{ numbers | batch(2) | list }}"
            })
    void what_is_not_known_is_refused_and_never_guessed(String program) {
        assertThatThrownBy(() -> render(program)).isInstanceOf(JinjaException.class);
    }
}
