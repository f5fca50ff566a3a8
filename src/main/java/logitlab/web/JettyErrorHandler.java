package logitlab.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answer to what never reaches a route, such as a request head that is too long: our page, our headers, no stack trace. */
final class JettyErrorHandler extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        response.setStatus(status);
        ByteBuffer body = Errors.answer(request, status, message, response.getHeaders());
        Headers.addRetryAfter(status, response.getHeaders());
        // an unreadable request ends the connection, and a client that would send another over it has to know
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.write(true, body, callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
