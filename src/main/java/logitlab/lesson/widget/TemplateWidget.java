package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.ChatMessage.Role;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.RenderedChat;
import logitlab.model.prompt.TokenOrigin;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.text.Token;

/**
 * {@code ```widget template}: what a chat template makes of a system text and a question, as tokens of a model, and how the model continues.
 *
 * <pre>
 * id: written
 * template: |
 *   {% for message in messages %}
 *   &lt;{{ message.role }}> {{ message.content }}
 *   {% endfor %}&lt;assistant>
 * system: You are a helpful assistant.
 * prompt: What is the capital of France?
 * </pre>
 *
 * @param ids of the whole text, with the model's start tokens
 */
public record TemplateWidget(WidgetConfig config, ChatTemplate template, RenderedChat rendered, Prefix ids)
        implements Widget {

    static TemplateWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "model", "template", "system", "prompt"));
        LogitSource.Live source = LogitSource.Live.of(values, models);
        ChatTemplate template = template(values.text("template"));
        List<ChatMessage> messages = new ArrayList<>();
        values.find("system").ifPresent(system -> messages.add(new ChatMessage(Role.SYSTEM, system)));
        messages.add(new ChatMessage(Role.USER, source.prompt()));
        RenderedChat rendered = template.render(messages);
        WidgetConfig config =
                new WidgetConfig(values.text("id"), source, Settings.OFF, List.of("system"), values, models);
        try {
            return new TemplateWidget(config, template, rendered, source.model().prompt(rendered.text()));
        } catch (InvalidValueException tooLong) {
            String longer =
                    values.find("system").orElse("").length() > source.prompt().length() ? "system" : "prompt";
            throw new InvalidValueException(
                    longer, tooLong.constraint(), values.entries().get(longer));
        }
    }

    private static ChatTemplate template(String source) {
        try {
            return ChatTemplate.of(source, Map.of());
        } catch (JinjaException problem) {
            throw new InvalidValueException("template", new Constraint("chat-template", problem.getMessage()), source);
        }
    }

    /** A token of the text and who wrote it. */
    public record Written(Token token, TokenOrigin origin) {}

    /** The tokens of the text, without the model's start tokens. */
    public List<Written> written() {
        List<Token> tokens = model().tokenizer().tokens(ids);
        List<Token> ofText = tokens.subList(model().startTokens(ids), tokens.size());
        List<TokenOrigin> origins = TokenOrigin.of(rendered, ofText);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < ofText.size(); i++) {
            written.add(new Written(ofText.get(i), origins.get(i)));
        }
        return written;
    }

    /** The number of tokens of the question alone, without start tokens. */
    public int ofQuestion() {
        Prefix question = config.live().prefix();
        return question.size() - model().startTokens(question);
    }

    /** The model's logits after the question alone. */
    public Logits afterQuestion() {
        return config.live().logits();
    }

    /** The model's logits after the whole text. */
    public Logits afterChat() {
        return model().logits(ids);
    }

    public LanguageModel model() {
        return config.live().model();
    }
}
