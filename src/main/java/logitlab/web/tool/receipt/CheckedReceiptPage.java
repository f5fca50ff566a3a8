package logitlab.web.tool.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.receipt.ReceiptCheck;
import logitlab.web.receipt.ReceiptCheck.Difference;

/**
 * The form for a receipt that comes back, and the result of computing it again.
 *
 * @param checked empty before a receipt is sent
 */
public record CheckedReceiptPage(Messages messages, Optional<Checked> checked) implements Page {

    private static final String NONE = "–";

    /** @param rows what differs @param step the address of the step that the receipt is about */
    public record Checked(boolean verified, List<Row> rows, String step) {}

    /** One value that differs. */
    public record Row(String lane, String step, String field, String expected, String found) {}

    static CheckedReceiptPage of(Messages messages, JsonNode receipt, ReceiptCheck check) {
        Checked checked = new Checked(
                check.verified(),
                check.differences().stream().map(CheckedReceiptPage::row).toList(),
                receipt.path("link").asText());
        return new CheckedReceiptPage(messages, Optional.of(checked));
    }

    static CheckedReceiptPage empty(Messages messages) {
        return new CheckedReceiptPage(messages, Optional.empty());
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
        return say(checked.isPresent() ? "receipt.checked" : "tool.receipt");
    }

    @Override
    public String description() {
        return checked.map(result -> result.verified()
                        ? say("receipt.verified")
                        : say(
                                result.rows().size() < ReceiptCheck.MOST ? "receipt.differs" : "receipt.differs.most",
                                result.rows().size()))
                .orElseGet(() -> say("receipt.check.what"));
    }

    @Override
    public String section() {
        return "play/tool";
    }

    @Override
    public boolean computed() {
        return checked.isPresent();
    }
}
