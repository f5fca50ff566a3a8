package logitlab.web.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import logitlab.TestServer;
import logitlab.web.link.Tool;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every tool answers for lanes of every kind, on the real server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryToolTest {

    private static void opens(Tool tool, String link) {
        HttpResponse<String> answer = TestServer.get("/play/" + tool.key() + "?" + link);
        assertThat(answer.statusCode()).as(link).isEqualTo(200);
        assertThat(answer.body()).as(link).contains("class=\"toolhead\"");
    }

    @ParameterizedTest
    @EnumSource
    void it_opens_next_to_and_for_a_lane_that_searches_with_beams(Tool tool) {
        opens(tool, "prompt=Once&at=2&a=beam&b=sample&lane=a");
        opens(tool, "prompt=Once&at=2&a=beam&b=sample&lane=b");
        opens(tool, "prompt=Once&at=8&a=beam&a.beams=3&c=greedy&lane=c");
        opens(tool, "prompt=Once&at=2&a=beam&a.ids=1.2.3");
    }

    @ParameterizedTest
    @EnumSource
    void it_opens_for_a_text_that_has_ended_and_for_one_that_fills_the_context(Tool tool) {
        opens(tool, "prompt=Once&at=1&a=sample&a.ids=1.0");
        opens(tool, "prompt=Once&at=4&a=sample&a.ids=1.0");
        opens(tool, "prompt=" + "the+".repeat(250) + "&at=6&a=sample&b=greedy");
    }
}
