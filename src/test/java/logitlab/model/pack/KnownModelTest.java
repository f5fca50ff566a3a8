package logitlab.model.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownModelTest {

    @Test
    void each_has_a_name_a_size_and_a_page_where_its_facts_were_read() {
        Set<String> names = new HashSet<>();
        for (KnownModel model : KnownModel.ALL) {
            assertThat(model.repository()).matches("[\\w.-]+/[\\w.-]+");
            assertThat(names.add(model.repository())).as(model.repository()).isTrue();
            assertThat(model.source()).startsWith("https://huggingface.co/" + model.repository() + "/tree/");
            assertThat(model.sizes()).as(model.repository()).isNotEmpty();
            assertThat(model.sizes().values()).allMatch(size -> size.matches("\\d+(\\.\\d+)? [MG]B"));
            assertThat(model.parameters()).matches("\\d+(\\.\\d+)?[MB]");
        }
        assertThat(KnownModel.ALL).hasSizeGreaterThanOrEqualTo(10);
        assertThat(KnownModel.READ).matches("\\d{4}-\\d{2}-\\d{2}");
    }

    @Test
    void their_graphs_have_the_layout_of_exports_of_gpt2_or_llama() {
        List<String> layouts = List.of("gpt2", "gpt_neo", "llama", "qwen2");
        assertThat(KnownModel.ALL).extracting(KnownModel::kind).isSubsetOf(layouts);
    }

    @Test
    void the_command_takes_the_smallest_graph_that_a_laptop_can_run() {
        KnownModel qwen = KnownModel.ALL.stream()
                .filter(model -> model.repository().endsWith("Qwen2.5-0.5B-Instruct"))
                .findFirst()
                .orElseThrow();

        assertThat(qwen.small()).as("512 MB, and q4 has 786").isEqualTo(Dtype.Q8);
        assertThat(qwen.command()).isEqualTo("models add onnx-community/Qwen2.5-0.5B-Instruct --dtype q8");
        for (KnownModel model : KnownModel.ALL) {
            assertThat(KnownModel.megabytes(model.sizes().get(model.small())))
                    .as("--most is 4 GB")
                    .isLessThan(4000);
        }
    }
}
