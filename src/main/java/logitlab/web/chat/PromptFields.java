package logitlab.web.chat;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.Prompt;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PromptLink;

/**
 * The fields of a prompt besides its text. A model without a chat template has none, unless the link brings something
 * for them; one whose template cannot be used says why.
 *
 * @param offered whether the model has a chat template, so that the visitor can choose between Chat and Plain text
 * @param chat whether Chat is chosen; where it is not offered, the link keeps it for another model
 * @param system what stands in its field
 * @param special whether the names of special tokens stand for the tokens
 * @param asksSpecial whether there is a box for this: always for plain text of a chat model, otherwise where it makes a difference
 * @param notes what the choice means
 * @param swapped whether the fields replace those of the present page
 */
public record PromptFields(
        Messages messages,
        boolean offered,
        boolean chat,
        String system,
        boolean special,
        boolean asksSpecial,
        List<String> notes,
        InputProblem problem,
        boolean swapped)
        implements View {

    private static final String FORM = "start";

    /** Whether the form of the prompt sent a request: the answer may need other fields, because not every model has a chat template. */
    public static boolean sentBy(Context ctx) {
        return FORM.equals(ctx.header("HX-Trigger"));
    }

    /** For a model and a link that was opened. */
    public static PromptFields of(Messages messages, PromptLink prompt, LanguageModel model) {
        return of(messages, prompt.chat(), prompt.system(), prompt.special(), prompt.text(), model, InputProblem.NONE);
    }

    /** The same for the values of a link that was refused, as they were typed. */
    public static PromptFields refused(
            Messages messages, Map<String, String> values, LanguageModel model, InputProblem problem) {
        return of(
                messages,
                isGiven(values, PromptLink.CHAT),
                values.getOrDefault(PromptLink.SYSTEM, ""),
                isGiven(values, PromptLink.SPECIAL),
                values.getOrDefault(PromptLink.TEXT, ""),
                model,
                problem);
    }

    private static boolean isGiven(Map<String, String> values, String key) {
        return !values.getOrDefault(key, "").isBlank();
    }

    private static PromptFields of(
            Messages messages,
            boolean chat,
            String system,
            boolean special,
            String text,
            LanguageModel model,
            InputProblem problem) {
        boolean offered = model.chatTemplate().isPresent();
        return new PromptFields(
                messages,
                offered,
                chat,
                system,
                special,
                !(offered && chat) && (offered || special || namesSpecial(text, model)),
                notes(messages, offered, chat, system, model),
                problem,
                false);
    }

    /** Whether it makes a difference to a plain text if the names of special tokens stand for the tokens. */
    private static boolean namesSpecial(String text, LanguageModel model) {
        try {
            return !model.prompt(new Prompt.Text(text, true)).equals(model.prompt(new Prompt.Text(text, false)));
        } catch (InvalidValueException refused) {
            return false;
        }
    }

    private static List<String> notes(
            Messages messages, boolean offered, boolean chat, String system, LanguageModel model) {
        List<String> notes = new ArrayList<>();
        String name = model.card().name();
        if (offered && !chat) {
            notes.add(messages.say("chat.plain"));
        }
        if (!offered && chat && model.templateProblem().isEmpty()) {
            notes.add(messages.say("chat.none", name));
        }
        model.templateProblem().ifPresent(why -> notes.add(messages.say("chat.unusable", name, why)));
        if (!system.isBlank() && !(offered && chat)) {
            notes.add(messages.say(offered ? "chat.system.waits" : "chat.system.unread", name));
        }
        return notes;
    }

    /** The same as a part of an answer that replaces them on the present page. */
    public PromptFields asSwapped() {
        return new PromptFields(messages, offered, chat, system, special, asksSpecial, notes, problem, true);
    }

    /** Whether the text is what the user says in a chat. */
    public boolean said() {
        return offered && chat;
    }

    /** What the field of the text is called. */
    public String label() {
        return say(said() ? "chat.says" : "play.prompt");
    }

    public boolean systemWrong() {
        return problem.isAbout(PromptLink.SYSTEM);
    }

    /** Whether the field for the system is unfolded. */
    public boolean systemOpen() {
        return systemWrong() || !system.isBlank();
    }

    /** What the form keeps although it shows no field for it. */
    public List<HiddenField> kept() {
        List<HiddenField> kept = new ArrayList<>();
        if (!offered && chat) {
            kept.add(new HiddenField(PromptLink.CHAT, "1"));
        }
        if (!said() && !system.isBlank()) {
            kept.add(new HiddenField(PromptLink.SYSTEM, system));
        }
        return kept;
    }
}
