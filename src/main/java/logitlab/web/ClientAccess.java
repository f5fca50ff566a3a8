package logitlab.web;

import io.javalin.config.Key;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Identifies clients and checks host names. A client is the address of its connection or, if that is a known proxy, the address
 * that the proxy reports.
 *
 * <p>A proxy appends the address that it was reached from to {@code X-Forwarded-For}, so the client is the last entry that is
 * not a known proxy itself; anyone may have written the entries before it. A whole IPv6 network of 64 bits counts as a
 * single client, {@code 2001:db8:1:2::/64}, because its owner has every address in it.
 */
public final class ClientAccess {

    /** Trusts no proxy and accepts every name. */
    public static final ClientAccess OPEN = new ClientAccess(List.of(), List.of());

    static final Key<ClientAccess> KEY = new Key<>("access");
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]+(/[0-9]{1,3})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.:]*");
    private static final Pattern IN_BRACKETS = Pattern.compile("^\\[(.*)](:[0-9]+)?$");
    private static final Pattern WITH_PORT = Pattern.compile("^([^:]*):[0-9]+$");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /** The part of an IPv6 address that its owner chooses: four of Java's eight numbers, and perhaps the name of an interface. */
    private static final Pattern CHOSEN = Pattern.compile("(:[0-9a-f]+){4}(%.*)?$");

    private static final String FORWARDED = "X-Forwarded-For";

    /** All who come with something that is not an address. */
    private static final String UNKNOWN = "unknown";

    private final InetAddressSet proxies = new InetAddressSet();
    private final Set<String> hosts;

    /**
     * @param proxies addresses and networks, such as {@code 10.0.0.0/8}
     * @param hosts the names that this server answers to; if empty, it answers to any
     * @throws IllegalArgumentException if a proxy is neither an address nor a network
     */
    public ClientAccess(List<String> proxies, List<String> hosts) {
        for (String proxy : proxies) {
            if (!NETWORK.matcher(proxy).matches()
                    || address(proxy.replaceFirst("/.*", "")).isEmpty()) {
                throw new IllegalArgumentException(proxy);
            }
            try {
                this.proxies.add(proxy);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(proxy, e);
            }
        }
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The access rules of the server that answers this request. */
    public static ClientAccess of(Context ctx) {
        return ctx.appData(KEY);
    }

    /** Identifies a client; the result is the same for all its requests. */
    public String client(Context ctx) {
        return client(ctx.req().getRemoteAddr(), () -> entries(ctx, FORWARDED));
    }

    /** The same for a request that may have reached no route. */
    public String client(Request request) {
        return client(
                Request.getRemoteAddr(request),
                () -> entries(request.getHeaders().getValuesList(FORWARDED)));
    }

    private String client(String connection, Supplier<List<String>> forwarded) {
        String nearest = connection;
        if (isProxy(nearest)) {
            List<String> chain = forwarded.get();
            for (int i = chain.size() - 1; i >= 0; i--) {
                nearest = chain.get(i);
                if (!isProxy(nearest)) {
                    break;
                }
            }
        }
        return address(nearest).map(ClientAccess::owner).orElse(UNKNOWN);
    }

    /** Whether the visitor speaks https to this server or to the first proxy in front of it, which is listed first. */
    boolean secure(Context ctx) {
        List<String> schemes = isProxy(ctx.req().getRemoteAddr()) ? entries(ctx, "X-Forwarded-Proto") : List.of();
        return (schemes.isEmpty() ? ctx.scheme() : schemes.get(0)).equalsIgnoreCase("https");
    }

    private static List<String> entries(Context ctx, String header) {
        return entries(Collections.list(ctx.req().getHeaders(header)));
    }

    private static List<String> entries(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean isProxy(String entry) {
        return address(entry).filter(proxies::test).isPresent();
    }

    /** Parses an address, with or without a port. A host name is not an address, and is never looked up. */
    private static Optional<InetAddress> address(String written) {
        String inside = IN_BRACKETS.matcher(written).replaceFirst("$1");
        String bare = WITH_PORT.matcher(inside).replaceFirst("$1");
        if (!ADDRESS.matcher(bare).matches()) {
            return Optional.empty();
        }
        try { // a colon keeps Java from treating it as a host name
            return Optional.of(InetAddress.getByName(bare.contains(":") ? bare : "::ffff:" + bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String owner(InetAddress address) {
        String written = address.getHostAddress();
        return address instanceof Inet6Address ? CHOSEN.matcher(written).replaceFirst("::/64") : written;
    }

    /** @throws HttpRefusedException with status 421 if the request names a host that this server does not answer to */
    void requireHost(Context ctx) {
        if (hosts.isEmpty()) {
            return;
        }
        String host = PORT.matcher(String.valueOf(ctx.host()).toLowerCase(Locale.ROOT))
                .replaceFirst("");
        if (!hosts.contains(host)) {
            throw HttpRefusedException.because(421, "error.421", host);
        }
    }
}
