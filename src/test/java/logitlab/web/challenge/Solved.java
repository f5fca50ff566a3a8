package logitlab.web.challenge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.TestServer;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.lesson.challenge.Edition;
import logitlab.model.LanguageModel;
import logitlab.web.link.Query;

/** The questions of one seed with their right answers, and links that contain them. */
public final class Solved {

    static final long SEED = 7;

    private static final LanguageModel MODEL = TestServer.models().first();

    static final Challenge CHALLENGE = Challenge.of(MODEL, Edition.SECOND, SEED);

    private static final Challenge OLD = Challenge.of(MODEL, Edition.FIRST, SEED);

    private Solved() {}

    static Map<String, String> answers() {
        return answers(CHALLENGE);
    }

    private static Map<String, String> answers(Challenge challenge) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (ChallengeQuestion question : challenge.questions()) {
            answers.put(
                    question.kind().key(),
                    question.form() instanceof ChallengeQuestion.Choice choice
                            ? choice.right()
                            : right((ChallengeQuestion.Number) question.form()));
        }
        return answers;
    }

    private static String right(ChallengeQuestion.Number number) {
        return number.unit().equals("count")
                ? Long.toString(Math.round(number.right()))
                : Double.toString(number.right());
    }

    /** The keys of the questions, in their order on the page. */
    static List<String> keys() {
        return List.copyOf(answers().keySet());
    }

    /** The first question that is answered by a choice, or by a number. */
    static ChallengeQuestion first(Class<? extends ChallengeQuestion.Form> form) {
        return CHALLENGE.questions().stream()
                .filter(question -> form.isInstance(question.form()))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> parameters() {
        return parameters(CHALLENGE);
    }

    private static Map<String, String> parameters(Challenge challenge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", challenge.edition().version());
        parameters.put("model", MODEL.id());
        parameters.put("digest", MODEL.card().digest());
        parameters.put("seed", Long.toString(SEED));
        return parameters;
    }

    /** A link to a page for these questions with the right answers, some of which are replaced. */
    public static String link(String page, Map<String, String> replaced) {
        return link(CHALLENGE, page, replaced);
    }

    /** The same for a link of the first edition. */
    public static String oldLink(String page, Map<String, String> replaced) {
        return link(OLD, page, replaced);
    }

    private static String link(Challenge challenge, String page, Map<String, String> replaced) {
        Map<String, String> parameters = parameters(challenge);
        parameters.putAll(answers(challenge));
        parameters.putAll(replaced);
        return page + "?" + Query.format(parameters);
    }

    /** The first questions with an answer, such as a blank one; for {@link #link}. */
    public static Map<String, String> replaced(int count, String answer) {
        Map<String, String> replaced = new LinkedHashMap<>();
        keys().stream().limit(count).forEach(key -> replaced.put(key, answer));
        return replaced;
    }
}
