package logitlab.web.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Numbers as a page shows them: logits with two decimals, probabilities in percent, never 0 for a number that is not 0. */
public final class Numbers {

    private static final String MINUS = "−";
    private static final String PERCENT = "%";
    private static final int MOST_DECIMALS = 6;
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    private static final double MOST_SCALED = 1e9; // far from where a double has no digits behind the point
    private static final double NEAR_A_HALF = 1e-4;

    private Numbers() {}

    /** {@code −135.90}; minus infinity is {@code −∞}. */
    public static String logit(double logit) {
        return logit == Double.NEGATIVE_INFINITY ? MINUS + "∞" : decimal(logit, 2);
    }

    /** {@code +1.83}, {@code −0.40}: a change, or a part of a sum; one that rounds to 0 has no sign. */
    public static String signed(double amount) {
        String text = decimal(amount, 2);
        return amount > 0 && !text.equals("0.00") ? "+" + text : text;
    }

    /** {@code 0.4137}: a draw, or an end of its interval. */
    public static String share(double share) {
        return decimal(share, 4);
    }

    /** {@code −1.6343}: the log probability of a text in nats, or a score that is made of it. */
    public static String score(double score) {
        return decimal(score, 4);
    }

    /** {@code 0.4066}: the exponential of a number up to 0, or a sum of such; a number above 0 that would round to 0 is {@code < 0.0001}. */
    public static String exponential(double exponential) {
        return exponential > 0 && exponential < 0.0001 ? "< 0.0001" : decimal(exponential, 4);
    }

    /** {@code 0.8}: a number as people type it, without trailing zeros. */
    public static String plain(double value) {
        String text = new BigDecimal(Double.toString(Math.abs(value)))
                .stripTrailingZeros()
                .toPlainString();
        return value < 0 ? MINUS + text : text;
    }

    /** {@code 3.21}: an entropy. */
    public static String nats(double nats) {
        return decimal(nats, 2);
    }

    /** {@code 5.13}: a surprise, or a mean of them, in nats; a number above 0 that would round to 0 is {@code < 0.01}. */
    public static String surprise(double nats) {
        return nats > 0 && nats < 0.005 ? "< 0.01" : decimal(nats, 2);
    }

    /** {@code 30.2}, {@code 4,096.0}: a perplexity. */
    public static String perplexity(double perplexity) {
        return String.format(Locale.ROOT, "%,.1f", perplexity);
    }

    /** {@code 1.36}: bits per byte. */
    public static String bits(double bits) {
        return decimal(bits, 2);
    }

    /** {@code −0.0213}: one number of a vector. */
    public static String component(double component) {
        return decimal(component, 4);
    }

    /** {@code 8.58}: the length of a vector. */
    public static String norm(double norm) {
        return decimal(norm, 2);
    }

    /** {@code 0.707}: the cosine of the angle between two vectors. */
    public static String cosine(double cosine) {
        return decimal(cosine, 3);
    }

    /** {@code 23.81%}: a share of the width of a drawing, for an attribute. */
    public static String width(double share) {
        return decimals(100 * share, 2) + PERCENT;
    }

    /** {@code 23.81%}; a number above 0 that would round to 0 is {@code < 0.01%}, and one below 1 never rounds to 100. */
    public static String percent(double probability) {
        return percent(probability, 2);
    }

    /** {@code 24%}: the same without decimals, to be heard. */
    public static String wholePercent(double probability) {
        return percent(probability, 0);
    }

    /** A column of probabilities in falling order, with enough decimals to tell neighbours apart (two to six). */
    public static List<String> percents(List<Double> column) {
        int decimals = 2;
        while (decimals < MOST_DECIMALS && !tellsApart(column, decimals)) {
            decimals++;
        }
        int enough = decimals;
        return column.stream().map(p -> percent(p, enough)).toList();
    }

    private static boolean tellsApart(List<Double> column, int decimals) {
        for (int i = 1; i < column.size(); i++) {
            double before = column.get(i - 1);
            double after = column.get(i);
            if (before != after && after >= 0.0001 && percent(before, decimals).equals(percent(after, decimals))) {
                return false;
            }
        }
        return true;
    }

    private static String percent(double probability, int decimals) {
        double smallest = Math.pow(10, -decimals);
        double percent = 100 * probability;
        if (percent > 0 && percent < smallest) {
            return "< " + decimal(smallest, decimals) + PERCENT;
        }
        if (percent < 100 && percent > 100 - smallest / 2) {
            return "> " + decimal(100 - smallest, decimals) + PERCENT;
        }
        return decimal(percent, decimals) + PERCENT;
    }

    /** {@code 1,234}. */
    public static String count(long count) {
        StringBuilder digits = new StringBuilder(Long.toString(count));
        for (int at = digits.length() - 3; at > (count < 0 ? 1 : 0); at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** {@code 0.620137}: with {@code decimals} decimals. */
    public static String fixed(double value, int decimals) {
        return decimal(value, decimals);
    }

    private static String decimal(double value, int decimals) {
        String text = decimals(Math.abs(value), decimals);
        return value < 0 && !isZero(text) ? MINUS + text : text;
    }

    private static boolean isZero(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0' && text.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    /**
     * {@code -13.0625} with 2 decimals is {@code -13.06}: the same as {@code %.2f}, but many times as fast, because a page has hundreds of
     * such numbers. Where the digits that it leaves out are close to a half, {@code String.format} decides.
     *
     * <p>So it does for more than 6 decimals.
     */
    public static String decimals(double value, int decimals) {
        if (decimals >= POWERS.length) {
            return format(value, decimals);
        }
        double scaled = Math.abs(value) * POWERS[decimals];
        double half = scaled - Math.floor(scaled) - 0.5;
        if (!(scaled < MOST_SCALED) || Math.abs(half) < NEAR_A_HALF) {
            return format(value, decimals);
        }
        long digits = (long) (scaled + 0.5);
        StringBuilder text = new StringBuilder(20);
        if (value < 0 || 1 / value < 0) { // %.2f writes -0.00, too
            text.append('-');
        }
        long whole = digits / (long) POWERS[decimals];
        text.append(whole);
        if (decimals > 0) {
            text.append('.');
            for (long unit = (long) POWERS[decimals] / 10, rest = digits - whole * unit * 10; unit > 0; unit /= 10) {
                text.append((char) ('0' + rest / unit % 10));
            }
        }
        return text.toString();
    }

    private static String format(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** {@code 12.5}, {@code 12}, {@code 0}: the same without zeros at the end. @param decimals 1 or more */
    public static String decimalsUpTo(double value, int decimals) {
        String text = decimals(value, decimals);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        String plain = text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
        return plain.equals("-0") ? "0" : plain;
    }
}
