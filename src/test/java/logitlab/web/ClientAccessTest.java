package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.eclipse.jetty.server.RequestLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients are identified, with and without proxies. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientAccessTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Routes WHO = routes -> routes.get(
            "/who",
            ctx -> ctx.result(ClientAccess.of(ctx).client(ctx) + " "
                    + Origin.of(ctx).orElseThrow().replaceFirst(":.*", "")));

    private static Server open;
    private static Server behindProxies;

    private static final RequestLog NOBODY = (request, response) -> {};

    @BeforeAll
    static void start() throws IOException {
        open = Server.start("127.0.0.1", 0, new ClientAccess(List.of("10.0.0.0/8"), List.of()), List.of(WHO), NOBODY);
        behindProxies = Server.start(
                "127.0.0.1", 0, new ClientAccess(List.of("127.0.0.1", "10.0.0.0/8"), List.of()), List.of(WHO), NOBODY);
    }

    @AfterAll
    static void stop() {
        open.close();
        behindProxies.close();
    }

    private static String ask(Server server, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + "/who"));
        return CLIENT.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void what_anyone_says_of_itself_is_not_believed() throws Exception {
        assertThat(ask(open, "X-Forwarded-For", "1.2.3.4", "X-Forwarded-Proto", "https"))
                .isEqualTo("127.0.0.1 http");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2.3.4                      | 1.2.3.4
            9.9.9.9, 1.2.3.4             | 1.2.3.4
            9.9.9.9, 1.2.3.4, 10.0.0.7   | 1.2.3.4
            1.2.3.4:5678                 | 1.2.3.4
            ::ffff:1.2.3.4               | 1.2.3.4
            [2001:db8:1:2:3::4]:5678     | 2001:db8:1:2::/64
            2001:db8:1:2:ffff::          | 2001:db8:1:2::/64
            unknown                      | unknown
            somebody.example.org         | unknown
            10.0.0.7                     | 10.0.0.7
            """)
    void behind_a_known_proxy_the_client_is_the_last_that_is_no_proxy(String forwarded, String client)
            throws Exception {
        assertThat(ask(behindProxies, "X-Forwarded-For", forwarded)).isEqualTo(client + " http");
    }

    @Test
    void a_header_that_comes_twice_is_one_list() throws Exception {
        assertThat(ask(behindProxies, "X-Forwarded-For", "9.9.9.9", "X-Forwarded-For", "1.2.3.4"))
                .startsWith("1.2.3.4 ");
    }

    @ParameterizedTest
    @CsvSource({"https, https", "'https,http', https", "'HTTPS, http', https", "http, http", "'http,https', http"})
    void behind_known_proxies_the_visitors_scheme_is_the_first(String forwarded, String scheme) throws Exception {
        assertThat(ask(behindProxies, "X-Forwarded-Proto", forwarded)).endsWith(" " + scheme);
    }

    @Test
    void without_a_header_the_proxy_itself_is_the_client() throws Exception {
        assertThat(ask(behindProxies)).isEqualTo("127.0.0.1 http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/99", "10.0.0", "all", "", "1.2.3.4-5.6.7.8"})
    void a_proxy_is_an_address_or_a_network(String proxy) {
        assertThatThrownBy(() -> new ClientAccess(List.of(proxy), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
