package logitlab.lesson;

/** A number as people type it or copy it from a page, in the notation that the program reads. */
final class TypedNumber {

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
}
