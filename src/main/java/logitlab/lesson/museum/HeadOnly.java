package logitlab.lesson.museum;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Stage;
import logitlab.decoding.TopK;

/** A program that keeps a list as long as its screen, the best 50, and takes softmax of that: a top-k that nobody asked for. */
final class HeadOnly {

    private static final int SCREEN = 50;

    private HeadOnly() {}

    static Output run(Setup setup) {
        List<Stage> stages = new ArrayList<>(List.of(new TopK(SCREEN)));
        stages.addAll(setup.settings().stages());
        return setup.run(stages);
    }
}
