package logitlab.web.challenge;

import java.util.List;
import logitlab.lesson.challenge.Sort;

/** What stands in the table of each sort of question, beside the tokens: keys of the columns' names. */
final class Columns {

    private Columns() {}

    static List<String> of(Sort sort) {
        return switch (sort) {
            case SOFTMAX -> List.of("column.logit", "column.model");
            case DRAW -> List.of("column.sampling");
            case TEMPERATURE, SURPRISE, PENALTY -> List.of("column.logit");
            case NUCLEUS, CROSSING -> List.of("column.model");
            case PARTING -> List.of("column.sampling", "challenge.column.draw");
            case VECTORS -> List.of("column.id");
            case ROW -> List.of("challenge.column.position");
        };
    }
}
