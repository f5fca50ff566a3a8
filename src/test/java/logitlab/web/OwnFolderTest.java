package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import logitlab.TestServer;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of one's own models, with the models that the lessons run on and without them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnFolderTest {

    @TempDir
    private Path folder;

    private static HttpResponse<String> page(TestServer.Own server, String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer;
    }

    @Test
    void the_lessons_stand_beside_a_folder_of_ones_own() throws Exception {
        Packages.copy(Packages.SMALL.resolve("llama"), folder);
        try (TestServer.Own server = TestServer.served("--models", folder.toString())) {
            assertThat(page(server, "/lessons").body())
                    .contains("href=\"/lessons/softmax\"")
                    .doesNotContain("id=\"waiting\"");
            assertThat(page(server, "/lessons/softmax").body()).contains("<h1");
            assertThat(page(server, "/models").body()).contains("id=\"model-llama\"", "id=\"model-storyteller\"");
            assertThat(page(server, "/play?model=llama").body()).contains("<option value=\"llama\" selected>");
        }
    }

    @Test
    void a_folder_that_has_storyteller_itself_is_enough() throws Exception {
        Packages.copy(Packages.STORYTELLER, folder);
        try (TestServer.Own server = TestServer.served("--models", folder.toString())) {
            assertThat(page(server, "/models").body())
                    .contains("id=\"model-storyteller\"")
                    .contains("Every package in the folders of models was loaded.")
                    .doesNotContain("id=\"model-storyteller-lstm\"");
        }
    }

    @Test
    void without_the_models_of_the_lessons_every_page_is_in_words_for_visitors() throws Exception {
        Packages.copy(Packages.SMALL.resolve("llama"), folder);
        try (TestServer.Own server = TestServer.served("--models", folder.toString(), "--only-these")) {
            for (String path :
                    new String[] {"/", "/lessons", "/play", "/challenge", "/models", "/inside", "/teaching", "/glossary"
                    }) {
                assertThat(TestServer.text(page(server, path)))
                        .as(path)
                        .doesNotContain(".md:", "must be one of", "There are no lessons here yet");
            }
            assertThat(TestServer.text(page(server, "/lessons")))
                    .contains(
                            "Lessons that are not here",
                            "lessons need models that are not on this server. Everything else works with the models that are here.",
                            "From scores to probabilities");
            assertThat(TestServer.text(page(server, "/")))
                    .contains("The lessons need models that are not on this server.");
            HttpResponse<String> lesson = server.get("/lessons/softmax");
            assertThat(lesson.statusCode()).isEqualTo(404);
            assertThat(TestServer.text(lesson)).contains("” needs the model storyteller, which is not on this server.");
        }
    }
}
