package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import logitlab.Goldens;
import logitlab.deploy.Figures.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The sizing table of the guide is computed from the measured figures. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SizingTest {

    private static final String BEGIN = "<!-- computed from figures.properties -->\n";
    private static final String END = "<!-- end of what is computed -->\n";

    /** 10 ms a request, and half of two cores: 100 requests a second, so 200 learners with a pause of 2 s. */
    private static final Figures ROUND = new Figures(10, 20, 1000, 50, 2, 0.5, new Machine(2, 4000, 15, "today"));

    @Test
    void an_example_by_hand() {
        assertThat(ROUND.learners()).isEqualTo(200);
        assertThat(ROUND.streams()).isEqualTo(50);
        assertThat(ROUND.table().lines())
                .contains("| 100 | 50 | 1 | 15 | 3 | 60 | 4 |", "| 300 | 150 | 3 | 45 | 7 | 180 | 9 |");
    }

    @Test
    void half_the_cost_of_a_request_carries_twice_the_learners() {
        Figures figures = Figures.read();
        Figures faster = new Figures(
                figures.request() / 2,
                figures.streamStep(),
                figures.memory(),
                figures.bigSteps(),
                figures.pause(),
                figures.busy(),
                figures.machine());
        assertThat(faster.learners()).isBetween(2 * figures.learners(), 2 * figures.learners() + 1);
    }

    @Test
    void a_process_fits_into_a_machine_and_two_of_them_survive_that_one_fails() {
        Figures figures = Figures.read();
        assertThat(2 * figures.memory()).isLessThan(figures.machine().megabytes());
        assertThat(figures.machines(0.4)).isEqualTo(1);
        assertThat(figures.machines(1.2)).isEqualTo(3);
    }

    @Test
    void the_guide_has_the_table_that_the_figures_give() throws IOException {
        String guide = DeployFiles.text("capacity.md");
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        int end = guide.indexOf(END);
        Figures figures = Figures.read();
        String computed = "\n" + figures.sentences() + "\n" + figures.table() + "\n";
        if (Goldens.WRITE) {
            Files.writeString(
                    DeployFiles.FOLDER.resolve("capacity.md"),
                    guide.substring(0, begin) + computed + guide.substring(end));
        }
        assertThat(DeployFiles.text("capacity.md")).contains(BEGIN + computed + END);
    }
}
