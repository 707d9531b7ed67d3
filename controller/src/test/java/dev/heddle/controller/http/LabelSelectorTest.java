package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front", "heddle.dev/site", "a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web | true",
                "app==web,tier=front | true",
                "app=db | false",
                "app!=db | true",
                "app!=web | false",
                "absent!=x | true",
                "app in (web, db) | true",
                "app in (db) | false",
                "app notin (db),tier | true",
                "absent notin (x) | true",
                "app notin (web) | false",
                "app | true",
                "absent | false",
                "!absent | true",
                "!app | false",
                "heddle.dev/site=a | true",
                "absent= | false",
                "'' | true"
            })
    void selectsAsKubectlDoes(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a=b=c", "a in b", "a in (b", "a b", ",", "a=b,", "!", "a in (b)c"})
    void refusesWhatIsNoSelector(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(Failure.class);
    }
}
