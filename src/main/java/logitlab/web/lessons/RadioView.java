package logitlab.web.lessons;

import java.util.List;
import java.util.stream.IntStream;

/** Radio buttons, one an option. */
public record RadioView(String id, List<Button> options) implements Fragment {

    /** What a button sends and says. @param token whether its label is the text of a token */
    record Option(String word, String label, boolean token) {}

    /** One radio button. */
    public record Button(String id, String word, String label, boolean token, boolean chosen) {}

    static RadioView of(String id, List<Option> options, String chosen) {
        return new RadioView(
                id,
                IntStream.range(0, options.size())
                        .mapToObj(i -> new Button(
                                id + "-answer-" + i,
                                options.get(i).word(),
                                options.get(i).label(),
                                options.get(i).token(),
                                options.get(i).word().equals(chosen)))
                        .toList());
    }

    @Override
    public String template() {
        return "fragments/radio";
    }
}
