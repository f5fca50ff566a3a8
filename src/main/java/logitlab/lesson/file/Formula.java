package logitlab.lesson.file;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * {@code ```formula}: MathML without attributes, which browsers and screen readers understand without a script.
 *
 * <pre>
 * {@code <mi>p</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>}
 * </pre>
 */
final class Formula {

    private static final List<String> ELEMENTS =
            List.of("mrow mi mn mo mtext mspace mfrac msqrt msub msup msubsup munder mover munderover".split(" "));

    private Formula() {}

    /** @throws InvalidValueException naming {@code formula} if it is not XML or contains anything but the elements of a formula */
    static String html(String source) {
        StringBuilder html = new StringBuilder("<p class=\"formula\"><math display=\"block\">");
        append(html, parse(source).getFirstChild());
        return html.append("</math></p>\n").toString();
    }

    private static Node parse(String source) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader("<math>" + source + "</math>")))
                    .getDocumentElement();
        } catch (SAXException e) {
            throw new InvalidValueException("formula", new Constraint("xml"), e.getMessage());
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends the node and the siblings after it. */
    private static void append(StringBuilder html, Node first) {
        for (Node node = first; node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE) {
                html.append(Markdown.escaped(node.getNodeValue().strip()));
            } else if (ELEMENTS.contains(node.getNodeName()) && !node.hasAttributes()) {
                html.append('<').append(node.getNodeName()).append('>');
                append(html, node.getFirstChild());
                html.append("</").append(node.getNodeName()).append('>');
            } else {
                String found = node.getNodeName() + (node.hasAttributes() ? " with attributes" : "");
                throw new InvalidValueException(
                        "formula", new Constraint("mathml", String.join(", ", ELEMENTS)), found);
            }
        }
    }
}
