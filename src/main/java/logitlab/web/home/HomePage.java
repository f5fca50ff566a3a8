package logitlab.web.home;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.lessons.CourseMap;
import logitlab.web.lessons.TermMeanings;
import logitlab.web.step.RollView;

/**
 * The first page.
 *
 * @param waits whether the course has lessons that run on models that are not here
 * @param meanings of the terms on it, if the course has them
 * @param origin the origin at which the visitor reached this server, if known
 */
public record HomePage(
        Messages messages, RollView roll, CourseMap map, boolean waits, TermMeanings meanings, Optional<String> origin)
        implements Page {

    /** Why the course is empty. */
    public String noLessons() {
        return say(waits ? "lesson.waiting.home" : "lesson.list.empty");
    }

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
    public Optional<PagePreview> preview() {
        String picture = "/pictures/home.png?" + roll.query();
        return origin.map(
                server -> new PagePreview(messages, server, "/", picture, say("picture.alt", roll.announcement())));
    }

    @Override
    public boolean computed() {
        return true;
    }
}
