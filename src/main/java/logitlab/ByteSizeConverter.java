package logitlab;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size of memory as Java's own options write it, in powers of 1024: {@code 4g}, {@code 800m}, {@code 1.5G}, {@code 4GB}. */
final class ByteSizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?([kmgt])(?:i?b)?");

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException("the memory must be a size such as 4g or 800m but is \"" + text + "\"");
        }
        double bytes = Double.parseDouble(size.group(1)) * Math.pow(1024, "kmgt".indexOf(size.group(2)) + 1);
        return (long) bytes;
    }
}
