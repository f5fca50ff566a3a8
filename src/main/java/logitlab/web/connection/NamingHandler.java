package logitlab.web.connection;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Gives the lines of the log that are written while a request is handled the {@linkplain RequestId name} of the request. */
public final class NamingHandler extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        MDC.put(RequestId.KEY, RequestId.of(request));
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(RequestId.KEY);
        }
    }
}
