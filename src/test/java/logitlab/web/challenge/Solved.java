package logitlab.web.challenge;

import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.TestServer;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.model.LanguageModel;
import logitlab.web.link.Query;

/** The questions of one seed with their right answers, and links that contain them. */
public final class Solved {

    static final long SEED = 7;

    private static final LanguageModel MODEL = TestServer.models().first();

    static final Challenge CHALLENGE = Challenge.of(MODEL, SEED);

    private Solved() {}

    static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (ChallengeQuestion question : CHALLENGE.questions()) {
            answers.put(
                    question.kind().key(),
                    question.form() instanceof ChallengeQuestion.Choice choice
                            ? choice.right()
                            : Double.toString(((ChallengeQuestion.Number) question.form()).right()));
        }
        return answers;
    }

    static ChallengeQuestion question(String sort) {
        return CHALLENGE.questions().stream()
                .filter(question -> question.kind().key().equals(sort))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", "1");
        parameters.put("model", MODEL.id());
        parameters.put("digest", MODEL.card().digest());
        parameters.put("seed", Long.toString(SEED));
        return parameters;
    }

    /** A link to a page for these questions with the right answers, some of which are replaced. */
    public static String link(String page, Map<String, String> replaced) {
        Map<String, String> parameters = parameters();
        parameters.putAll(answers());
        parameters.putAll(replaced);
        return page + "?" + Query.format(parameters);
    }
}
