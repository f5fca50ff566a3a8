package logitlab.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answer to what never reaches a route, such as a request head that is too long: our page, our headers, no stack trace. */
final class JettyErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        String path = Request.getPathInContext(request);
        ErrorForm form = ErrorForm.of(request);
        response.setStatus(status);
        Headers.addTo(response.getHeaders());
        Headers.addRetryAfter(status, response.getHeaders());
        form.headers(path).forEach(response.getHeaders()::put);
        // an unreadable request ends the connection, and a client that would send another over it has to know
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.write(true, ByteBuffer.wrap(Errors.body(form, status, request.getMethod(), path)), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
