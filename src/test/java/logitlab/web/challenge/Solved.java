package logitlab.web.challenge;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Question;
import logitlab.model.LanguageModel;
import logitlab.model.ModelLoader;
import logitlab.web.Query;

/** The questions of one seed with the answers that are right, and links that bring them. */
final class Solved {

    static final long SEED = 7;

    private static final LanguageModel MODEL =
            ModelLoader.load(List.of(Path.of("models", "storyteller"))).first();

    static final Challenge CHALLENGE = Challenge.of(MODEL, SEED);

    private Solved() {}

    static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Question question : CHALLENGE.questions()) {
            answers.put(
                    question.sort().word(),
                    question.form() instanceof Question.Choice choice
                            ? choice.right()
                            : Double.toString(((Question.Number) question.form()).right()));
        }
        return answers;
    }

    static Question question(String sort) {
        return CHALLENGE.questions().stream()
                .filter(question -> question.sort().word().equals(sort))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("v", "1");
        words.put("model", MODEL.id());
        words.put("digest", MODEL.card().digest());
        words.put("seed", Long.toString(SEED));
        return words;
    }

    /** A link to a page with these words and the right answers, some of which are replaced. */
    static String link(String page, Map<String, String> replaced) {
        Map<String, String> words = words();
        words.putAll(answers());
        words.putAll(replaced);
        return page + "?" + Query.format(words);
    }
}
