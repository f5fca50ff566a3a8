package logitlab.web.home;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.lessons.CourseMap;
import logitlab.web.step.Glance;

/** The first page. @param origin the origin at which the visitor reached this server, if known */
public record HomePage(Messages messages, Glance glance, CourseMap map, Optional<String> origin) implements Page {

    @Override
    public String title() {
        return say("home.title");
    }

    @Override
    public String description() {
        return say("home.lead");
    }

    @Override
    public String section() {
        return "";
    }

    @Override
    public Optional<Preview> preview() {
        return Preview.of(messages, origin, "/", "/pictures/home.png", title());
    }

    @Override
    public boolean computed() {
        return true;
    }
}
