package logitlab.web.tool.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of paths, and the form that sends it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathsFileTest {

    private static final String HEAD =
            "{\"format\":\"logit-lab-paths\",\"version\":1,\"link\":\"v=1&prompt=x\",\"paths\":";

    private static PathsFile read(String text) {
        return PathsFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_has_every_path_and_the_link_without_its_tree() {
        PlayLink link =
                PlayLink.parse(Query.parse("prompt=x+%26&at=1&tree=1.2_1.3&a=greedy&a.ids=1.9&b=sample&b.ids=4"));
        PathsFile file = PathsFile.read(PathsFile.write(link));
        assertThat(file.tree().paths()).containsExactly(List.of(1, 2), List.of(1, 3), List.of(1, 9), List.of(4));
        assertThat(PlayLink.parse(file.link()).lanes()).isEqualTo(link.lanes());
        assertThat(file.link()).containsEntry("prompt", "x &").doesNotContainKey("tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "paths",
                HEAD,
                HEAD + "{}}",
                HEAD + "[[1.5]]}",
                HEAD + "[[-1]]}",
                HEAD + "[[99999999999]]}",
                HEAD + "[[\"1\"]]}",
                HEAD + "[[[1]]]}",
                "{\"format\":\"logit-lab-paths\",\"version\":2,\"link\":\"\",\"paths\":[]}",
                "{\"format\":\"logit-lab-paths\",\"version\":1,\"link\":7,\"paths\":[]}"
            })
    void what_is_no_such_file_is_refused(String text) {
        InvalidValueException invalid = catchThrowableOfType(InvalidValueException.class, () -> read(text));
        assertThat(invalid.field()).isEqualTo("file");
        assertThat(invalid.constraint().name()).isEqualTo("paths-file");
    }

    @Test
    void a_file_has_at_most_2000_tokens() {
        String most =
                IntStream.range(0, PathsFile.MOST).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(read(HEAD + "[[" + most + "]]}").tree().size()).isEqualTo(PathsFile.MOST);
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> read(HEAD + "[[" + most + "],[7]]}"));
        assertThat(invalid.constraint().name()).isEqualTo("at-most-tokens");
    }

    private static final String BODY = "--xyz\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nno\r\n"
            + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n"
            + "Content-Type: application/json\r\n\r\n{\"naïve\":\r\n1}\r\n--xyz--\r\n";

    private static String sent(String type, String body) {
        return SentFile.find(type, body.getBytes(StandardCharsets.UTF_8), "file")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(null);
    }

    @Test
    void the_file_of_a_form_comes_out_as_it_was() {
        for (String type :
                List.of("multipart/form-data; boundary=xyz", "Multipart/Form-Data; charset=utf-8; boundary=\"xyz\"")) {
            assertThat(sent(type, BODY)).isEqualTo("{\"naïve\":\r\n1}");
        }
    }

    @Test
    void a_part_whose_file_name_is_the_name_of_the_field_is_not_the_field() {
        String renamed = BODY.replace("name=\"other\"", "name=\"other\"; filename=\"file\"");
        assertThat(sent("multipart/form-data; boundary=xyz", renamed)).isEqualTo("{\"naïve\":\r\n1}");
    }

    @Test
    void a_body_without_the_file_has_none() {
        Map.of(
                        "application/json", BODY,
                        "multipart/form-data", BODY,
                        "multipart/form-data; boundary=other", BODY,
                        "multipart/form-data; boundary=xyz", BODY.replace("\"file\"", "\"filed\""))
                .forEach((type, body) -> assertThat(sent(type, body)).as(type).isNull());
        assertThat(sent(null, BODY)).isNull();
        assertThat(sent("multipart/form-data; boundary=xyz", "")).isNull();
    }
}
