package logitlab.model.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.prompt.ChatMessage.Role;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatTemplateFilesTest {

    @TempDir
    private Path folder;

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private String written() {
        OfferedTemplate offered = ChatTemplateFiles.read(folder);
        assertThat(offered.problem()).isEmpty();
        return offered.template()
                .orElseThrow()
                .render(List.of(new ChatMessage(Role.USER, "Hi")))
                .text();
    }

    private String problem() {
        OfferedTemplate offered = ChatTemplateFiles.read(folder);
        assertThat(offered.template()).isEmpty();
        return offered.problem().orElseThrow();
    }

    @Test
    void a_folder_without_a_template_has_none_and_no_problem() throws IOException {
        assertThat(ChatTemplateFiles.read(folder)).isEqualTo(OfferedTemplate.NONE);
        file("tokenizer_config.json", "{\"chat_template\": null, \"model_max_length\": Infinity}");
        assertThat(ChatTemplateFiles.read(folder)).isEqualTo(OfferedTemplate.NONE);
    }

    @Test
    void a_file_of_its_own_counts_before_the_configuration_and_that_before_a_processors_file() throws IOException {
        file("chat_template.json", "{\"chat_template\": \"processor\"}");
        assertThat(written()).isEqualTo("processor");
        file("tokenizer_config.json", "{\"chat_template\": \"configuration\"}");
        assertThat(written()).isEqualTo("configuration");
        file("chat_template.jinja", "own file\n");
        assertThat(written()).isEqualTo("own file");
    }

    @Test
    void the_default_of_several_templates_is_taken() throws IOException {
        file(
                "tokenizer_config.json",
                "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"t\"}, {\"name\": \"default\", \"template\": \"d\"}]}");
        assertThat(written()).isEqualTo("d");
        file("tokenizer_config.json", "{\"chat_template\": {\"default\": \"d\", \"rag\": \"r\"}}");
        assertThat(written()).isEqualTo("d");
        file("tokenizer_config.json", "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"r\"}]}");
        assertThat(problem()).isEqualTo("There is no chat template called “default”.");
        file("tokenizer_config.json", "{\"chat_template\": 3}");
        assertThat(problem()).contains("default");
    }

    @Test
    void special_tokens_are_texts_or_objects_and_older_files_fill_the_gaps() throws IOException {
        file(
                "chat_template.jinja",
                "{{ bos_token }}|{{ eos_token }}|{{ pad_token }}|{{ unk_token }}|{{ image_token }}");
        file("special_tokens_map.json", "{\"bos_token\": \"old\", \"pad_token\": {\"content\": \"<pad>\"}}");
        file(
                "tokenizer_config.json",
                "{\"bos_token\": \"<s>\", \"eos_token\": {\"__type\": \"AddedToken\", \"content\": \"</s>\"}, \"unk_token\": null,"
                        + " \"image_token\": \"<image>\"}");
        assertThat(written()).isEqualTo("<s>|</s>|<pad>||");
    }

    @Test
    void what_cannot_be_rendered_is_said_in_a_sentence() throws IOException {
        file("chat_template.jinja", "a\n{{ messages | shout }}");
        assertThat(problem())
                .isEqualTo("The chat template cannot be rendered exactly: line 2: there is no filter \"shout\".");
        file("chat_template.jinja", "x".repeat(100_001));
        assertThat(problem()).contains("at most 100000");
        file("chat_template.jinja", "x".repeat(400_001));
        assertThat(problem()).isEqualTo("The file chat_template.jinja is larger than 400000 bytes.");
        Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(problem()).isEqualTo("The file chat_template.jinja is not text in UTF-8.");
        Files.delete(folder.resolve("chat_template.jinja"));
        file("tokenizer_config.json", "{\"chat_template\": ");
        assertThat(problem()).isEqualTo("The file tokenizer_config.json is not valid JSON.");
    }
}
