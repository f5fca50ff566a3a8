package logitlab.web.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Whether a client still waits for an answer.
 *
 * <p>Jetty reads nothing from an HTTP/1.1 connection between a request and its answer, so it does not see that a browser has closed it.
 * The channel can be asked without reading from it: until the answer, a client that waits sends nothing, so whatever can be read is
 * the end of the connection. The exception is a client that sends its next request early, which no browser does.
 */
public final class ClientPresence {

    private ClientPresence() {}

    /** Whether the client of a request, which has been read to its end, has closed the connection. */
    public static boolean left(HttpServletRequest request) {
        Object transport = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getTransport();
        return transport instanceof SocketChannel channel && readable(channel);
    }

    private static boolean readable(SocketChannel channel) {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            return selector.selectNow() > 0;
        } catch (ClosedChannelException | ClosedSelectorException closed) {
            return true;
        } catch (IOException noSelector) {
            return false;
        }
    }
}
