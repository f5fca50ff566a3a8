package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever a page offers a different seed, it is the next one, or 0 after the last. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NextSeedTest {

    private static final String LAST = "9007199254740991";

    @ParameterizedTest
    @CsvSource({
        "/play?v=1&seed=",
        "/play/step?v=1&seed=",
        "/lessons/sampling?dice.seed=",
        "/lessons/sampling?draws.seed=",
        "/lessons/softmax?practice.seed=",
        "/lessons/softmax/sheet?seed="
    })
    void the_next_seed_is_offered_and_taken(String address) {
        assertOffers(address, "0", "1");
        assertOffers(address, "9007199254740990", LAST);
        assertOffers(address, LAST, "0");
    }

    private static void assertOffers(String address, String seed, String next) {
        HttpResponse<String> page = TestServer.get(address + seed);
        assertThat(page.statusCode()).as(address + seed).isEqualTo(200);
        String key = address.replaceAll("^.*[?&]", "");
        List<String> offered = Pattern.compile("href=\"([^\"]*[?&;]" + Pattern.quote(key + next) + "(?!\\d)[^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(link -> link.group(1).replace("&amp;", "&").replaceAll("#.*", ""))
                .toList();
        assertThat(offered).as(address + seed).isNotEmpty();
        for (String link : offered) {
            String path = link.startsWith("?") ? address.replaceAll("\\?.*", "") + link : link;
            assertThat(TestServer.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }
}
