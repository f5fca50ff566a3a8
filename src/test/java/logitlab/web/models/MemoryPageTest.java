package logitlab.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import logitlab.TestServer;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with more models than memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryPageTest {

    private static final String LLAMA = "/play?v=1&model=own-llama&prompt=cat";
    private static final String GPT2 = "/play?v=1&model=own-gpt2&prompt=cat";

    @Test
    void models_come_and_go_and_a_changed_one_is_refused_in_a_sentence(@TempDir Path folder) throws Exception {
        Path gpt2 = Packages.copy(Packages.SMALL.resolve("own-gpt2"), folder);
        Packages.copy(Packages.SMALL.resolve("own-llama"), folder);
        try (TestServer.Own server = TestServer.with("--models", folder.toString(), "--memory", "850k")) {
            assertThat(TestServer.text(server.get("/models")))
                    .contains("it is loaded now", "it is loaded when someone asks for it");
            for (String page : new String[] {LLAMA, GPT2, LLAMA.replace("cat", "a+cat")}) {
                HttpResponse<String> answer = server.get(page);
                assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(200);
            }
            change(gpt2);

            HttpResponse<String> refused = server.get(GPT2.replace("cat", "a+cat"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(TestServer.text(refused))
                    .contains("The model “own-gpt2” cannot be loaded again")
                    .doesNotContain(folder.toString());
            assertThat(server.get(LLAMA).statusCode()).isEqualTo(200);
        }
    }

    private static void change(Path model) throws IOException {
        Files.setLastModifiedTime(model.resolve("model.onnx"), FileTime.fromMillis(1));
    }
}
