package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonPart;
import logitlab.lesson.Prose;
import logitlab.lesson.Section;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.Widget;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.view.Fragment;

/**
 * Sections that share one figure: on a wide screen it stands beside them and stays in view. Those are the section which has it
 * and the ones after it that have no widget of their own; what stands above the first heading shares the first figure.
 *
 * @param figured whether there is a figure; otherwise a wide widget may use its room
 */
public record LessonSpread(boolean figured, List<SectionView> sections) {

    /** The widgets that are legible in a column of 22rem. */
    private static final Set<String> NARROW = Set.of(
            "draw",
            "entropy",
            "exponential",
            "logits",
            "loss-curve",
            "samples",
            "softmax",
            "temperature",
            "truncation");

    /** A part of a section. @param place {@code figure}, {@code wide} or {@code text} */
    public record Part(Fragment fragment, String place) {}

    /**
     * A section with its parts rendered; what stands above the first heading has no slug.
     *
     * @param marks its exercises as the browser stores them
     */
    public record SectionView(String slug, String title, List<Part> parts, List<String> marks) {

        public boolean headed() {
            return !slug.isEmpty();
        }
    }

    static List<LessonSpread> of(LessonRequest request) {
        Lesson lesson = request.lesson();
        List<LessonSpread> spreads = new ArrayList<>();
        Optional<Widget> figure = Optional.empty();
        List<Section> open = new ArrayList<>();
        List<Section> sections = Stream.concat(
                        Stream.of(new Section("", "", lesson.opening())), lesson.sections().stream())
                .toList();
        for (Section section : sections) {
            Optional<Widget> own = figure(section);
            boolean opened = spreads.isEmpty()
                    && open.stream()
                            .allMatch(above -> above.slug().isEmpty()
                                    && widgets(above).findAny().isEmpty());
            if (!opened && widgets(section).findAny().isPresent()) {
                spreads.add(of(figure, open, request));
                open.clear();
                figure = own;
            } else if (opened) {
                figure = own;
            }
            open.add(section);
        }
        spreads.add(of(figure, open, request));
        return spreads;
    }

    private static LessonSpread of(Optional<Widget> figure, List<Section> sections, LessonRequest request) {
        return new LessonSpread(
                figure.isPresent(),
                sections.stream().map(section -> view(section, figure, request)).toList());
    }

    /** The figure of a section: of its narrow widgets the one that its prose sets, or else the first. */
    private static Optional<Widget> figure(Section section) {
        List<Widget> narrow = widgets(section)
                .filter(widget -> NARROW.contains(widget.config().kind()))
                .toList();
        return narrow.stream()
                .filter(widget -> sets(section, widget))
                .findFirst()
                .or(() -> narrow.stream().findFirst());
    }

    private static Stream<Widget> widgets(Section section) {
        return section.parts().stream().filter(Widget.class::isInstance).map(Widget.class::cast);
    }

    private static boolean sets(Section section, Widget widget) {
        return section.parts().stream()
                .anyMatch(part -> part instanceof Prose prose && prose.html().contains("#" + widget.id() + "\""));
    }

    private static SectionView view(Section section, Optional<Widget> figure, LessonRequest request) {
        List<Fragment> fragments = BlockRenderer.render(section.parts(), request);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            parts.add(new Part(fragments.get(i), place(section.parts().get(i), figure)));
        }
        return new SectionView(
                section.slug(),
                section.title(),
                parts,
                section.parts().stream()
                        .filter(Exercise.class::isInstance)
                        .map(Exercise.class::cast)
                        .filter(Exercise::counts)
                        .map(exercise -> LessonProgress.mark(request.lesson(), exercise.id()))
                        .toList());
    }

    private static String place(LessonPart part, Optional<Widget> figure) {
        if (figure.isPresent()) {
            return part == figure.get() ? "figure" : "text";
        }
        return part instanceof Widget widget && !widget.config().kind().equals("drawing") ? "wide" : "text";
    }
}
