package logitlab.lesson;

import java.nio.file.Path;
import java.util.List;
import logitlab.model.ModelLoader;
import logitlab.model.Models;

/** The models and the course that ship, loaded once for all tests of lessons, as long as the tests run. */
final class Shipped {

    static final Models MODELS = ModelLoader.load(List.of(Path.of("models")));

    static final Lessons LESSONS = Lessons.load(Path.of("lessons"), MODELS);

    private Shipped() {}

    static Lesson lesson(String slug) {
        return LESSONS.find(slug).orElseThrow();
    }
}
