package logitlab.lesson;

import java.nio.file.Path;
import logitlab.TestServer;
import logitlab.lesson.file.Lessons;
import logitlab.model.Models;

/** The models and the course that ship, loaded once for all tests of lessons and pages. */
public final class Shipped {

    public static final Models MODELS = TestServer.models();

    static final Lessons LESSONS = Lessons.load(Path.of("lessons"), MODELS);

    private Shipped() {}

    public static Lesson lesson(String slug) {
        return LESSONS.find(slug).orElseThrow();
    }
}
