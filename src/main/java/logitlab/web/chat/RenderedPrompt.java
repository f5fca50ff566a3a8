package logitlab.web.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.Prompt;
import logitlab.model.prompt.RenderedChat;
import logitlab.model.text.Token;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PromptLink;
import logitlab.web.view.TokenText;

/**
 * What the chat template made of a chat: all tokens that the model reads before it answers.
 *
 * @param heading how many there are
 * @param explained how many of them the template wrote
 * @param folded whether they are too many to be shown at once
 */
public record RenderedPrompt(Messages messages, String heading, String explained, List<Chip> chips, boolean folded)
        implements View {

    private static final int MOST_UNFOLDED = 64;

    /**
     * A token.
     *
     * @param text with spaces and newlines visible
     * @param kind {@code said}, {@code template} or {@code special}
     */
    public record Chip(int id, String text, String kind) {

        public boolean special() {
            return kind.equals("special");
        }

        public boolean said() {
            return kind.equals("said");
        }
    }

    /** Empty unless the model reads the prompt as a chat. @param ids what it made of it */
    public static Optional<RenderedPrompt> of(Messages messages, PromptLink prompt, LanguageModel model, Prefix ids) {
        return prompt.on(model) instanceof Prompt.Chat chat
                ? model.chatTemplate().map(template -> of(messages, chat, template.render(chat.messages()), model, ids))
                : Optional.empty();
    }

    private static RenderedPrompt of(
            Messages messages, Prompt.Chat chat, RenderedChat rendered, LanguageModel model, Prefix ids) {
        List<PromptParts> parts = PromptParts.of(model, rendered, ids);
        List<Token> tokens = model.tokenizer().tokens(ids);
        List<Chip> chips = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            chips.add(new Chip(
                    token.id(), TokenText.visible(token), parts.get(at).name().toLowerCase(Locale.ROOT)));
        }
        long said = chips.stream().filter(Chip::said).count();
        long special = chips.stream().filter(Chip::special).count();
        return new RenderedPrompt(
                messages,
                messages.say("chat.became", ids.size()),
                messages.say("chat.became.explained", said, ids.size() - said, special)
                        + (leavesOutSystem(chat, rendered) ? " " + messages.say("chat.became.no-system") : ""),
                chips,
                ids.size() > MOST_UNFOLDED);
    }

    /** Whether the template drops the system's text, as that of Phi-3 mini does. */
    private static boolean leavesOutSystem(Prompt.Chat chat, RenderedChat rendered) {
        return chat.messages().stream()
                .anyMatch(message -> message.role() == ChatMessage.Role.SYSTEM
                        && !rendered.text().contains(message.content().strip()));
    }
}
