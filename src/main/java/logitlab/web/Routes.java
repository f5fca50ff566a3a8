package logitlab.web;

import io.javalin.config.RoutesConfig;

/** The routes of one part of the site; {@link Server} puts the parts together. */
@FunctionalInterface
public interface Routes {

    void addTo(RoutesConfig routes);
}
