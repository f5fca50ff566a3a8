package logitlab.web.tool.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.receipt.ReceiptCheck;
import logitlab.web.receipt.ReceiptCheck.Difference;

/**
 * The result of computing a receipt again.
 *
 * @param step the address of the step that the receipt is about
 */
public record CheckedReceiptPage(Messages messages, boolean verified, List<Row> rows, String step) implements Page {

    private static final String NONE = "–";

    /** One value that differs. */
    public record Row(String lane, String step, String field, String expected, String found) {}

    static CheckedReceiptPage of(Messages messages, JsonNode receipt, ReceiptCheck check) {
        return new CheckedReceiptPage(
                messages,
                check.verified(),
                check.differences().stream().map(CheckedReceiptPage::row).toList(),
                receipt.path("link").asText());
    }

    private static Row row(Difference difference) {
        return new Row(
                difference.lane() == null ? NONE : difference.lane().toUpperCase(Locale.ROOT),
                difference.step() == null ? NONE : Integer.toString(difference.step() + 1),
                difference.field().isEmpty() ? NONE : Messages.shortened(difference.field()),
                text(difference.expected()),
                text(difference.found()));
    }

    private static String text(JsonNode value) {
        return value == null || value.isMissingNode() || value.isNull()
                ? NONE
                : Messages.shortened(value.asText(value.toString()));
    }

    @Override
    public String title() {
        return say("receipt.checked");
    }

    @Override
    public String description() {
        return verified ? say("receipt.verified") : say("receipt.differs", rows.size());
    }

    @Override
    public String section() {
        return "play/tool";
    }

    @Override
    public boolean computed() {
        return true;
    }
}
