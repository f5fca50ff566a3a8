package logitlab.lesson;

import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.decoding.Words;

/** A number as people type it or copy it from a page, in the notation that the program reads. */
public final class TypedNumber {

    private TypedNumber() {}

    /**
     * A decimal comma becomes a point, a typeset minus a hyphen; anything else stays, for the parser to refuse.
     *
     * <pre>
     * plain("−0,5")   is -0.5
     * </pre>
     */
    static String plain(String typed) {
        String word = typed.strip().replace('\u2212', '-');
        return word.matches("[+-]?\\d*,\\d+") ? word.replace(',', '.') : word;
    }

    /** The number that was typed; a percent sign behind it is left out. @throws InvalidValue naming the field, where it is none */
    public static double read(String field, String typed) {
        String number = typed.strip();
        String plain = plain(number.endsWith("%") ? number.substring(0, number.length() - 1) : number);
        return Words.find(plain).orElseThrow(() -> new InvalidValue(field, new Rule("number"), typed));
    }
}
