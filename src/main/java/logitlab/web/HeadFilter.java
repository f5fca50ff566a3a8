package logitlab.web;

import io.javalin.http.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers HEAD with the status and the headers of GET; Jetty leaves the body out. */
public final class HeadFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final String ASKED = HeadFilter.class.getName();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws IOException, ServletException {
        next.doFilter(request.getMethod().equals("HEAD") ? asGet(request) : request, response);
    }

    private static HttpServletRequest asGet(HttpServletRequest head) {
        head.setAttribute(ASKED, true);
        return new HttpServletRequestWrapper(head) {
            @Override
            public String getMethod() {
                return "GET";
            }
        };
    }

    /** Whether nobody will read the body of the answer, so that costly work can be skipped. */
    public static boolean asked(Context ctx) {
        return ctx.attribute(ASKED) != null;
    }
}
