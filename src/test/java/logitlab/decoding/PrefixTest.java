package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrefixTest {

    @Test
    void grows_by_copies() {
        Prefix prompt = Prefix.of(5, 9);
        assertThat(prompt.plus(5)).isEqualTo(Prefix.of(5, 9, 5));
        assertThat(prompt.plus(List.of(1, 2))).isEqualTo(Prefix.of(List.of(5, 9, 1, 2)));
        assertThat(prompt).isEqualTo(Prefix.of(5, 9)).hasToString("5 9");
    }

    @Test
    void with_the_same_ids_is_the_same_key() {
        assertThat(Prefix.of(5, 9))
                .hasSameHashCodeAs(Prefix.EMPTY.plus(5).plus(9))
                .isNotEqualTo(Prefix.of(9, 5));
    }

    @Test
    void the_array_given_stays_the_caller_s() {
        int[] ids = {1, 2};
        Prefix prefix = Prefix.of(ids);
        ids[0] = 7;
        assertThat(prefix.at(0)).isEqualTo(1);
    }

    @Test
    void first_takes_no_more_than_there_is() {
        assertThat(Prefix.of(5, 9, 5).first(2)).isEqualTo(Prefix.of(5, 9));
        assertThat(Prefix.of(5, 9, 5).first(3).at(2)).isEqualTo(5);
        assertThat(Prefix.of(5).first(0)).isEqualTo(Prefix.EMPTY);
        assertThatThrownBy(() -> Prefix.of(5).first(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Prefix.of(5).first(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Prefix.EMPTY.at(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_first_part_equals_a_separate_prefix_in_every_way() {
        Prefix beginning = Prefix.of(5, 9, 7).first(2);
        assertThat(beginning)
                .isEqualTo(Prefix.of(5, 9))
                .hasSameHashCodeAs(Prefix.of(5, 9))
                .hasToString("5 9");
        assertThat(beginning.ids()).containsExactly(5, 9);
        assertThat(beginning.at(beginning.size() - 1)).isEqualTo(9);
        assertThat(beginning.plus(2)).isEqualTo(Prefix.of(5, 9, 2));
        assertThat(beginning.plus(List.of(1, 2))).isEqualTo(Prefix.of(5, 9, 1, 2));
        assertThatThrownBy(() -> beginning.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> beginning.first(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void has_the_beginning_in_common_with_another_however_much_longer_either_is() {
        Prefix text = Prefix.of(5, 9, 5);

        assertThat(text.common(Prefix.of(5, 9, 7, 7))).isEqualTo(2);
        assertThat(text.common(Prefix.of(4, 9, 5))).isZero();
        assertThat(text.common(Prefix.of(5, 9, 5, 8))).isEqualTo(3);
        assertThat(Prefix.of(5, 9, 5, 8).common(text)).isEqualTo(3);
        assertThat(Prefix.of(5, 9, 5, 8).first(2).common(text)).isEqualTo(2);
        assertThat(text.common(text)).isEqualTo(3);
        assertThat(text.common(Prefix.EMPTY)).isZero();
    }
}
