package logitlab.web;

import io.javalin.http.Context;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.memory.LruCache;
import logitlab.web.link.Weights;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Every sentence of the interface in one language, from {@code web/messages}.
 *
 * <pre>
 * Messages.ENGLISH.say("play.heading")
 * </pre>
 */
public final class Messages {

    private static final int MOST_QUOTED = 60;

    /** Browsers send much shorter ones. */
    private static final int LONGEST_ACCEPT_LANGUAGE = 500;

    /** How many of the preferred languages are looked up. */
    private static final int MOST_LANGUAGES = 10;

    /** The characters of the headers whose language is remembered: a crowd of browsers sends few different ones. */
    private static final int HEADERS = 20_000;

    private static final LruCache<String, Locale> LANGUAGES =
            new LruCache<>(HEADERS, (header, language) -> header.length());

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}");

    /** English stands in, whatever the language of the machine. */
    private static final ResourceBundle.Control FALLBACK = new ResourceBundle.Control() {

        @Override
        public Locale getFallbackLocale(String name, Locale locale) {
            return locale.equals(Locale.ENGLISH) ? null : Locale.ENGLISH;
        }
    };

    /** The messages of each language that has a file. In development, a file that was read again replaces them. */
    private static final Map<Locale, Messages> KNOWN = new ConcurrentHashMap<>();

    public static final Messages ENGLISH = in(Locale.ENGLISH);

    private final ResourceBundle bundle;
    private final Map<String, Sentence> sentences = new ConcurrentHashMap<>(); // as many as the file has

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    private static Messages in(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle("messages.interface", locale, FALLBACK);
        Messages known = KNOWN.get(locale);
        if (known == null || known.bundle != bundle) {
            known = new Messages(bundle);
            KNOWN.put(locale, known);
        }
        return known;
    }

    /**
     * A sentence with places for its arguments, parsed once.
     *
     * @param texts before, between and after the places; empty if only {@link MessageFormat} can fill them in
     * @param places the number of the argument at each place
     */
    private record Sentence(MessageFormat format, List<String> texts, int[] places) {

        private static final char FIRST_MARK = '\uE000';

        static Sentence of(String pattern) {
            MessageFormat format = new MessageFormat(pattern, Locale.ROOT);
            if (!Arrays.stream(format.getFormats()).allMatch(Objects::isNull)) {
                return new Sentence(format, List.of(), new int[0]);
            }
            Object[] marks = IntStream.range(0, format.getFormatsByArgumentIndex().length)
                    .mapToObj(place -> String.valueOf((char) (FIRST_MARK + place)))
                    .toArray();
            String marked = format.format(marks);
            List<String> texts = new ArrayList<>();
            IntStream.Builder places = IntStream.builder();
            int from = 0;
            for (int i = 0; i < marked.length(); i++) {
                int place = marked.charAt(i) - FIRST_MARK;
                if (place >= 0 && place < marks.length) {
                    texts.add(marked.substring(from, i));
                    places.add(place);
                    from = i + 1;
                }
            }
            texts.add(marked.substring(from));
            return new Sentence(format, List.copyOf(texts), places.build().toArray());
        }

        String with(Object[] arguments) {
            if (texts.isEmpty() || !arePlain(arguments)) {
                return ((MessageFormat) format.clone()).format(arguments); // a format is for one thread at a time
            }
            StringBuilder sentence = new StringBuilder(texts.get(0));
            for (int i = 0; i < places.length; i++) {
                sentence.append(arguments[places[i]]).append(texts.get(i + 1));
            }
            return sentence.toString();
        }

        /** Whether all that are needed are there, and look in the sentence as they are. */
        private boolean arePlain(Object[] arguments) {
            for (int place : places) {
                if (place >= arguments.length
                        || !(arguments[place] instanceof String
                                || arguments[place] instanceof Integer number && number >= 0 && number < 1000)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The sentences in the language that the visitor's browser prefers among those that have a file; otherwise in English. */
    public static Messages of(Context ctx) {
        return of(ctx.header("Accept-Language"));
    }

    /** The same, for a request that reaches no route. */
    static Messages of(Request request) {
        return of(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
    }

    static Messages of(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_ACCEPT_LANGUAGE) {
            return in(Locale.ENGLISH);
        }
        return in(LANGUAGES.find(acceptLanguage).orElseGet(() -> {
            Locale language = preferred(acceptLanguage)
                    .limit(MOST_LANGUAGES)
                    .filter(Messages::hasFile)
                    .findFirst()
                    .map(Locale::forLanguageTag)
                    .orElse(Locale.ENGLISH);
            LANGUAGES.put(acceptLanguage, language);
            return language;
        }));
    }

    /** The languages of a header such as {@code de-CH, fr;q=0.5}, the most preferred first; none if it is malformed. */
    private static Stream<String> preferred(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> range.getRange().replaceFirst("-.*", ""));
        } catch (IllegalArgumentException malformed) {
            return Stream.empty();
        }
    }

    /** Asked before Java's own cache, because that keeps every language that was ever looked for, and visitors can name any. */
    private static boolean hasFile(String language) {
        return LANGUAGE.matcher(language).matches()
                && Stream.of(".properties", ".class")
                        .anyMatch(kind -> Messages.class.getResource("/messages/interface_" + language + kind) != null);
    }

    /** The sentence of a key with its arguments filled in, in {@link MessageFormat}'s notation. */
    public String say(String key, Object... arguments) {
        Sentence known = sentences.get(key);
        if (known == null) {
            known = Sentence.of(bundle.getString(key));
            sentences.put(key, known);
        }
        return known.with(arguments);
    }

    /** Which weights a link was made with and which are here in their place, in one sentence. */
    public String say(Weights weights) {
        String digest = weights.today().card().digest();
        String today = weights.today().card().name();
        if (weights.haveSameFiles()) {
            String made = weights.template().orElseThrow();
            return weights.today()
                    .chatTemplate()
                    .map(template -> say("weights.template", today, made, template.digest()))
                    .orElseGet(() -> say("weights.template.none", today, made));
        }
        if (!weights.isGone()) {
            return say("weights.changed", today, weights.digest().orElseThrow(), digest);
        }
        String model = shortened(weights.model().orElseThrow());
        return weights.digest()
                .map(given -> say("weights.gone", model, given, today, digest))
                .orElseGet(() -> say("weights.gone.undated", model, today, digest));
    }

    /** What is wrong with a value, in one sentence: the field, the rule, the value. */
    public String say(InvalidValueException invalid) {
        String rule = say(
                "rule." + invalid.constraint().name(),
                invalid.constraint().figures().toArray());
        String key = invalid.constraint().name().equals("required")
                ? "invalid.missing"
                : isRangeOfSetting(invalid) ? "invalid.off" : "invalid";
        // an unknown key may have a name on other pages, but visitors would look for the key in the address
        boolean unknown = invalid.constraint().name().equals("known-key");
        String field = unknown ? shortened(invalid.field()) : fieldName(invalid.field());
        return say(key, field, rule, shortened(invalid.value()));
    }

    /** In other programs 0 or -1 may switch a setting off; here it is switched off by leaving it out. */
    private static boolean isRangeOfSetting(InvalidValueException invalid) {
        String field =
                invalid.field().substring(invalid.field().lastIndexOf('.') + 1).replace('_', '-');
        return Settings.KEYS.contains(field)
                && !field.equals("bias")
                && Set.of("from-to", "above-up-to")
                        .contains(invalid.constraint().name());
    }

    /** A field's name as visitors know it, otherwise the key itself, {@link #shortened}. */
    public String fieldName(String field) {
        boolean ofLane = field.length() > 2 && field.charAt(1) == '.' && "abcd".indexOf(field.charAt(0)) >= 0;
        return ofLane
                ? say(
                        "field.of-lane",
                        bareName(field.substring(2)),
                        say("lane.named", field.substring(0, 1).toUpperCase(Locale.ROOT)))
                : bareName(field);
    }

    private String bareName(String field) {
        return bundle.containsKey("field." + field) ? bundle.getString("field." + field) : shortened(field);
    }

    /** At most the first 60 characters of a value that was sent: no sentence grows with what it quotes. */
    public static String shortened(String sent) {
        return shortened(sent, MOST_QUOTED);
    }

    /** At most {@code most} characters of a text, none of them cut in half. */
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }

    /** Whether there is a sentence with this key. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    public Set<String> keys() {
        return new TreeSet<>(bundle.keySet());
    }

    public String language() {
        return bundle.getLocale().getLanguage();
    }
}
