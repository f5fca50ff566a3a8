package logitlab.lesson.widget;

import static logitlab.lesson.Claims.percent;
import static logitlab.lesson.Claims.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import logitlab.decoding.Candidate;
import logitlab.lesson.Claims;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/15-chatbot.md} says of Storyteller is computed here; its figures of GPT-3 are from the paper it names. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatbotLessonTest {

    private static final String FRANCE = "What is the capital of France?";
    private static final String AUSTRALIA = "What is the capital of Australia?";

    private static final Claims CLAIMS = Claims.of("15-chatbot.md");

    @Test
    void every_number_in_the_prose_is_computed() {
        assertAll(
                ChatbotLessonTest::asking,
                ChatbotLessonTest::size,
                ChatbotLessonTest::conversation,
                ChatbotLessonTest::sureAndWrong,
                () -> assertThat(CLAIMS.leftOver()).isEmpty());
    }

    private static void asking() {
        Candidate best = Told.step(FRANCE).best(1).get(0);
        CLAIMS.says("%s leads with %s%%", Told.code(best.id()), percent(best.modelProbability()));
        assertThat(Told.greedily(FRANCE, 4).strip()).startsWith("Paris.");
        CLAIMS.says("is *%s* No answer", Told.greedily("Can you help me?", 14).strip());
        CLAIMS.says("Of its 20,000 short texts, about 2,000 begin with a question"); // counted in the primer's output
    }

    private static void size() {
        var card = Shipped.MODELS.first().card();
        CLAIMS.says("GPT-3, of 2020");
        CLAIMS.says("training has set | %s | 175 billion |", whole(card.parameters()));
        CLAIMS.says("Vocabulary | %s | 50,257 |", whole(card.vocabularySize()));
        CLAIMS.says("Context, in tokens | %s | 2,048 |", card.contextLength());
        CLAIMS.says("about 150 million | 300 billion");
        CLAIMS.says("a context of 100,000 tokens and more");
    }

    private static void conversation() {
        TemplateWidget widget = (TemplateWidget)
                Shipped.lesson("chatbot").find("written", Widget.class).orElseThrow();
        int best = widget.afterQuestion().argmax();
        CLAIMS.says(
                "the question has %s tokens, and Storyteller continues it with %s (%s%%).",
                widget.ofQuestion(),
                Told.code(best),
                percent(widget.afterQuestion().softmax().at(best)));
        CLAIMS.says(
                "read %s tokens, and %s has %s%%.",
                widget.written().size(),
                Told.code(best),
                percent(widget.afterChat().softmax().at(best)));
        CLAIMS.says(
                "`<user>` is nothing but %s tokens of odd text.",
                widget.model().tokenizer().encode("<user>").size()
                        - widget.model().startTokens(widget.ids()));
        assertThat(widget.template().source().lines()).hasSize(3);
        CLAIMS.says("This one has three lines.");
    }

    private static void sureAndWrong() {
        Candidate vienna = Told.step(AUSTRALIA).best(1).get(0);
        assertThat(Told.greedily(AUSTRALIA, 4)).contains("Vienna");
        CLAIMS.says("its first piece, %s, %s%%.", Told.code(vienna.id()), percent(vienna.modelProbability()));
        Candidate tuesday = Told.step("What is the opposite of Monday?").best(1).get(0);
        CLAIMS.says("%s, with %s%%.", Told.code(tuesday.id()), percent(tuesday.modelProbability()));
        CLAIMS.says("Softmax always shares out 100%,".replace("%", "%%"));
        CLAIMS.says("with a temperature below 1 and a cut");
        String canada = Told.greedily("What is the capital of Canada?", 4);
        assertThat(canada).doesNotContain("Ottawa").contains("Budapest");
    }

    @Test
    void every_link_opens() {
        Told.open(CLAIMS, Shipped.lesson("chatbot"));
    }
}
