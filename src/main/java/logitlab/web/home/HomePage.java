package logitlab.web.home;

import logitlab.web.Page;
import logitlab.web.lessons.CourseMap;
import logitlab.web.play.Glance;

/** The first page. */
public record HomePage(Glance glance, CourseMap map) implements Page {

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
    public boolean computed() {
        return true;
    }
}
