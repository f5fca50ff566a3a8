package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CardProseTest {

    @Test
    void a_card_is_its_opening_its_parts_and_its_first_quotation() {
        CardProse card = CardProse.of("""

                # tiny

                A *tiny* model.

                ## What it has `read`

                One book.

                ## Samples

                > Once upon a time

                > a second one
                """);

        assertThat(card.opening()).isEqualTo("<p>A <em>tiny</em> model.</p>\n");
        assertThat(card.parts()).extracting(CardProse.Part::title).containsExactly("What it has read", "Samples");
        assertThat(card.parts().get(0).html()).isEqualTo("<p>One book.</p>\n");
        assertThat(card.sample().orElseThrow().html())
                .contains("Once upon a time")
                .doesNotContain("second");
        assertThat(card.sample().orElseThrow().part()).isEqualTo("Samples");
    }

    @Test
    void without_a_card_there_is_nothing() {
        CardProse none = CardProse.of("");

        assertThat(none.opening()).isEmpty();
        assertThat(none.parts()).isEmpty();
        assertThat(none.sample()).isEmpty();
    }

    @Test
    void tags_are_shown_and_only_the_words_of_links_and_pictures_are_kept() {
        CardProse card = CardProse.of(
                "<b>bold</b> [a **strong** link](javascript:alert(1)) and ![a picture](https://example.org/x.png)");

        assertThat(card.opening())
                .isEqualTo("<p>&lt;b&gt;bold&lt;/b&gt; a <strong>strong</strong> link and a picture</p>\n");
    }
}
