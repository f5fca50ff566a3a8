package logitlab.model.prompt.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.model.prompt.jinja.Lexeme.Kind;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.Letters;
import logitlab.model.prompt.python.MarkedText;

/**
 * Cuts a template into pieces, as Jinja does with {@code trim_blocks} and {@code lstrip_blocks}: a tag that is the only one in
 * its line removes the spaces before it and the end of the line. The rules are those of jinja2's lexer.
 */
final class Lexer {

    private static final String SPACE = "[\\s\\x1c-\\x1f\\x85\\p{Z}]";
    private static final Pattern BEGIN = Pattern.compile(
            "\\{%([-+]?)" + SPACE + "*+raw" + SPACE + "*+(?:-%}" + SPACE + "*+|%})" + "|(\\{%|\\{\\{|\\{#)([-+]?)");
    private static final Pattern END_OF_RAW =
            Pattern.compile("\\{%([-+]?)" + SPACE + "*+endraw" + SPACE + "*+(?:\\+%}|-%}" + SPACE + "*+|%}\\n?)");
    private static final Pattern END_OF_COMMENT = Pattern.compile("\\+#}|-#}" + SPACE + "*+|#}\\n?");
    private static final Pattern END_OF_BLOCK = Pattern.compile("\\+%}|-%}" + SPACE + "*+|%}\\n?");
    private static final Pattern END_OF_PRINT = Pattern.compile("-}}" + SPACE + "*+|}}");
    private static final Pattern SPACES = Pattern.compile(SPACE + "++");
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\\d)*|0(?:_?0)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final String source;
    private final List<Lexeme> lexemes = new ArrayList<>();
    private int position;
    private int line = 1;
    private boolean lineBegins = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Lexeme> read(String source) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
        try {
            lexer.text();
        } catch (JinjaException e) {
            throw e.inLine(lexer.line);
        }
        lexer.lexemes.add(new Lexeme(Kind.END, "", lexer.line));
        return lexer.lexemes;
    }

    private void text() {
        Matcher begin = BEGIN.matcher(source);
        while (begin.find(position)) {
            boolean raw = begin.group(2) == null;
            String sign = begin.group(raw ? 1 : 3);
            data(
                    source.substring(position, begin.start()),
                    sign,
                    !raw && begin.group(2).equals("{{"));
            pass(begin.end());
            if (raw) {
                raw();
            } else if (begin.group(2).equals("{#")) {
                pass(end(END_OF_COMMENT, "a comment").end());
            } else {
                tag(begin.group(2).equals("{%"));
            }
        }
        add(Kind.DATA, source.substring(position));
    }

    /** The text before a tag. */
    private void data(String text, String sign, boolean beforePrint) {
        int end = text.length();
        if (sign.equals("-")) {
            end = Letters.strip(MarkedText.of(text), Letters::space, false, true)
                    .length();
        } else if (!sign.equals("+") && !beforePrint) {
            int start = text.lastIndexOf('\n') + 1;
            if ((start > 0 || lineBegins) && Letters.all(text.substring(start), Letters::space)) {
                end = start;
            }
        }
        add(Kind.DATA, text.substring(0, end));
    }

    private void raw() {
        Matcher end = end(END_OF_RAW, "a raw block");
        data(source.substring(position, end.start()), end.group(1), false);
        pass(end.end());
    }

    private Matcher end(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find(position)) {
            throw new JinjaException(what + " has no end");
        }
        return matcher;
    }

    private void tag(boolean block) {
        lexemes.add(new Lexeme(block ? Kind.BLOCK_BEGIN : Kind.PRINT_BEGIN, "", line));
        Deque<String> brackets = new ArrayDeque<>();
        Pattern end = block ? END_OF_BLOCK : END_OF_PRINT;
        while (true) {
            int next;
            if (brackets.isEmpty() && (next = match(end)) >= 0) {
                lexemes.add(new Lexeme(block ? Kind.BLOCK_END : Kind.PRINT_END, "", line));
                pass(next);
                return;
            } else if ((next = match(SPACES)) >= 0) {
                pass(next);
            } else if (position < source.length() && "'\"".indexOf(source.charAt(position)) >= 0) {
                string();
            } else if ((next = match(FLOAT)) >= 0) {
                token(Kind.FLOAT, next);
            } else if ((next = match(INTEGER)) >= 0) {
                token(Kind.INTEGER, next);
            } else if ((next = match(NAME)) >= 0) {
                token(Kind.NAME, next);
            } else if ((next = match(OPERATOR)) >= 0) {
                balance(source.substring(position, next), brackets);
                token(Kind.OPERATOR, next);
            } else {
                throw new JinjaException(
                        position < source.length()
                                ? "unexpected \"" + Character.toString(source.codePointAt(position)) + "\""
                                : "a tag has no end");
            }
        }
    }

    private int match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source);
        matcher.region(position, source.length()).useTransparentBounds(true);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    private static void balance(String operator, Deque<String> brackets) {
        int opening = "{([".indexOf(operator);
        if (opening >= 0) {
            brackets.push("})]".substring(opening, opening + 1));
        } else if ("})]".contains(operator)
                && (brackets.isEmpty() || !brackets.pop().equals(operator))) {
            throw new JinjaException("unexpected \"" + operator + "\"");
        }
    }

    private void token(Kind kind, int end) {
        add(kind, source.substring(position, end));
        pass(end);
    }

    private void add(Kind kind, String text) {
        if (!text.isEmpty() || kind != Kind.DATA) {
            lexemes.add(new Lexeme(kind, text, line));
        }
    }

    /** Continues after what has been read. */
    private void pass(int end) {
        line += (int) source.substring(position, end)
                .chars()
                .filter(letter -> letter == '\n')
                .count();
        lineBegins = end > position ? source.charAt(end - 1) == '\n' : lineBegins;
        position = end;
    }

    private void string() {
        char quote = source.charAt(position);
        StringBuilder value = new StringBuilder();
        int at = position + 1;
        while (true) {
            if (at >= source.length()) {
                throw new JinjaException("a text has no closing quote");
            }
            char letter = source.charAt(at);
            if (letter == quote) {
                break;
            } else if (letter == '\\') {
                at = escape(at + 1, value);
            } else {
                value.append(letter);
                at++;
            }
        }
        add(Kind.STRING, value.toString());
        pass(at + 1);
    }

    /** Reads what follows a backslash; returns the place behind it. */
    private int escape(int at, StringBuilder value) {
        if (at >= source.length()) {
            return at;
        }
        char letter = source.charAt(at);
        int plain = "\\'\"nrtabfv\n".indexOf(letter);
        if (plain >= 0) {
            value.append(letter == '\n' ? "" : "\\'\"\n\r\t\u0007\b\f\u000b".substring(plain, plain + 1));
            return at + 1;
        } else if (letter >= '0' && letter <= '7') {
            int end = at;
            while (end < at + 3 && end < source.length() && source.charAt(end) >= '0' && source.charAt(end) <= '7') {
                end++;
            }
            value.append((char) Integer.parseInt(source.substring(at, end), 8));
            return end;
        } else if (letter == 'x' || letter == 'u' || letter == 'U') {
            int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
            String hex =
                    source.substring(Math.min(at + 1, source.length()), Math.min(at + 1 + digits, source.length()));
            if (!hex.matches("[0-9a-fA-F]{" + digits + "}")
                    || !Character.isValidCodePoint((int) Long.parseLong(hex, 16))
                    || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
                throw new JinjaException("the escape \"\\" + letter + hex + "\" is not a letter");
            }
            value.appendCodePoint(Integer.parseInt(hex, 16));
            return at + 1 + digits;
        } else if (letter == 'N' || letter > 0x7e) {
            throw new JinjaException("the escape \"\\" + letter + "\" is not known here");
        }
        value.append('\\').append(letter);
        return at + 1;
    }
}
