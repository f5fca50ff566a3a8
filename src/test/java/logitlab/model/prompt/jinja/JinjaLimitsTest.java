package logitlab.model.prompt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import logitlab.model.prompt.python.JinjaException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates are foreign programs: they reach nothing of Java, and they end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JinjaLimitsTest {

    private static final Map<String, Object> VARIABLES =
            Map.of("s", "abc", "messages", List.of(Map.of("role", "user", "content", "x".repeat(2000))));

    private static String render(String program) {
        return JinjaTemplate.parse(program).render(VARIABLES).chars();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.class.forName('java.lang.Runtime') }}",
                "{{ s.getClass().getName() }}",
                "{{ messages.getClass() }}",
                "{{ messages.stream() }}",
                "{{ s.chars() }}",
                "{{ s.chars.chars }}",
                "{{ messages[0].entrySet() }}",
                "{{ messages[0].put('role', 'x') }}",
                "{{ ____int3rpr3t3r____.config }}",
                "{{ ''.__class__.__mro__[1].__subclasses__() }}",
                "{{ s.__init__.__globals__ }}",
                "{{ range.__globals__.os }}",
                "{{ raise_exception.call }}",
                "{{ (messages|map(attribute='role')).values }}",
                "{{ messages|map(attribute='class.name.x')|list }}",
                "{{ namespace().values.x }}",
                "{{ self.__init__ }}",
                "{{ cycler.__init__ }}",
                "{{ s['getClass']() }}",
                "{{ 'a'.format_map(messages) }}",
                "{{ '{0.__class__}'.format(s) }}",
                "{% include '/etc/passwd' %}",
                "{% import 'x' as x %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}"
            })
    void no_java_object_and_no_file_is_in_reach(String program) {
        assertThatThrownBy(() -> render(program)).isInstanceOf(JinjaException.class);
    }

    @Test
    void an_attribute_of_java_is_as_undefined_as_any_other_name() {
        assertThat(render("{{ s.class }}{{ s.bytes }}{{ messages.size }}{{ messages[0].empty }}{{ s.__class__ }}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(10**9) %}{% endfor %}",
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{% for i in range(100000) %}{% for j in range(100000) %}{% if i %}{% endif %}{% endfor %}{% endfor %}",
                "{{ range(100000)|list|length * 1 }}{% for i in range(1000) %}{{ range(100000)|sum }}{% endfor %}",
                "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
                "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
                "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(30) }}",
                "{{ 'x' * 10**9 }}",
                "{{ 'x' * 10**18 }}",
                "{{ [1] * 10**9 }}",
                "{{ ''.center(10**9) }}",
                "{{ 'x'.rjust(10**10) }}",
                "{{ '1'.zfill(10**9) }}",
                "{% set ns = namespace(x='x') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
                "{% set ns = namespace(x='x') %}{% for i in range(100) %}{% set ns.x = ns.x.replace('x', 'xx') %}{% endfor %}",
                "{% set ns = namespace(x='x') %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x]|join %}{% endfor %}",
                "{% set ns = namespace(x=[]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x + [1] %}{% endfor %}",
                "{% set ns = namespace(x=[]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x|tojson }}",
                "{% set ns = namespace(x=[], y=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
                "{% set ns = namespace(x=[], y=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x < ns.y }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(50) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x|list }}",
                "{% set ns = namespace(n=namespace()) %}{% set ns.n.x = ns %}{{ ns }}",
                "{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x }}",
                "{% set ns = namespace(g=[1]) %}{% for i in range(90000) %}{% set ns.g = ns.g|map('string') %}{% endfor %}{{ ns.g|list }}",
                "{% set x = 'ab' * 100000 %}{% for i in range(1000) %}{{ ('b' ~ x) in x }}{% endfor %}",
                "{% set x = 'a' * 100000 %}{{ (x ~ 'b') is string and (x[:50000] ~ 'b') in x }}",
                "{% set x = 'a' * 100000 %}{% for i in range(10000) %}{% if x == x ~ '' %}{% endif %}{% endfor %}",
                "{% set x = 'a' * 1000 %}{% for i in range(1000) %}{{ x }}{% endfor %}",
                "{% set x = 'a' * 1000 %}{% for i in range(100000) %}{% set y = x.upper() %}{% endfor %}",
                "{% set x = 'a' * 1000 %}{% for i in range(100000) %}{% set y = x[::-1] %}{% endfor %}",
                "{% set x = 'a,' * 10000 %}{% for i in range(100000) %}{% set y = x.split(',') %}{% endfor %}",
                "{{ 'a'|indent(10**9, true) * 10**6 }}",
                "{% set d = dict(a=1) %}{% for i in range(100000) %}{% for j in range(100) %}{% set d = dict(d, b=2) %}{% endfor %}{% endfor %}",
                "{{ 9**9**9 }}",
                "{{ (1).__add__ ** 2 }}",
                "{{ 1 % 0 }}{{ -9223372036854775807 - 10 }}"
            })
    void a_program_that_wants_too_much_is_refused_soon(String program) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> render(program)).isInstanceOf(JinjaException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{'a': ",
                "not ",
                "-",
                "1 + ",
                "s.upper().",
                "1 if ",
                "s|upper|",
                "f(",
                "'a' ~ ",
                "s[",
                "true and ",
                "1 < ",
                "s is not ",
                "{% if 1 %}",
                "{% for x in [1] %}"
            })
    void a_program_that_nests_without_end_is_refused(String part) {
        String many = part.startsWith("{%") ? part.repeat(5_000) : "{{ " + part.repeat(20_000) + " }}";
        assertThatThrownBy(() -> render(many)).isInstanceOf(JinjaException.class);
        String sum = "{{ 1" + " + 1".repeat(20_000) + " }}";
        assertThatThrownBy(() -> render(sum)).isInstanceOf(JinjaException.class);
        assertThatThrownBy(() -> render("{{ s" + ".x".repeat(20_000) + " }}")).isInstanceOf(JinjaException.class);
        assertThatThrownBy(() -> render("{{ s" + "|upper".repeat(10_000) + " }}"))
                .isInstanceOf(JinjaException.class);
    }

    @Test
    void a_small_stack_is_enough() throws InterruptedException {
        StringBuilder outcome = new StringBuilder();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        render(
                                "{% macro f(n) %}{% if true %}{% for i in [1] %}{{ (((f(n + 1)))) ~ 'x' }}{% endfor %}{% endif %}{% endmacro %}{{ f(0) }}");
                    } catch (JinjaException e) {
                        outcome.append(e.getMessage());
                    }
                },
                "small stack",
                256 * 1024);
        thread.start();
        thread.join();
        assertThat(outcome.toString()).contains("deep");
    }

    @Test
    void a_long_template_is_refused() {
        String source = "x".repeat(JinjaTemplate.SOURCE);
        assertThat(render(source)).isEqualTo(source);
        assertThatThrownBy(() -> JinjaTemplate.parse(source + "x")).hasMessageContaining("at most 100000");
    }

    @Test
    void a_long_text_is_refused() {
        String program = "{% for i in range(100) %}{{ messages[0].content }}{% endfor %}";
        assertThat(render(program)).hasSize(JinjaTemplate.OUTPUT);
        assertThatThrownBy(() -> render(program + "x")).hasMessageContaining("writes more than 200000 characters");
    }
}
