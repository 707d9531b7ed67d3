package dev.heddle.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HostNamesTest {
    @Test
    void foldsAsSlurmDoes() {
        List<String> site = new ArrayList<>(IntStream.rangeClosed(1, 398)
                .filter(n -> n != 397)
                .mapToObj("gpu%03d"::formatted)
                .toList());
        assertThat(HostNames.fold(site)).isEqualTo("gpu[001-396,398]");
        assertThat(HostNames.fold(site.reversed())).isEqualTo("gpu[001-396,398]");
        assertThat(HostNames.fold(List.of("h10", "h2", "h1", "h2", "login", "h12", "h11")))
                .isEqualTo("h[1-2,10-12],login");
        assertThat(HostNames.fold(List.of("rack1-n3", "rack2-n3", "rack1-n4"))).isEqualTo("rack1-n[3-4],rack2-n3");
        assertThat(HostNames.fold(List.of("n098", "n099", "n100"))).isEqualTo("n[098-100]");
        assertThat(HostNames.fold(List.of("n9", "n09", "n10", "n"))).isEqualTo("n,n[09,9-10]");
        assertThat(HostNames.fold(List.of("h1"))).isEqualTo("h1");
        assertThat(HostNames.fold(List.of())).isEmpty();
    }

    /** scontrol show hostnames. */
    private static List<String> expand(String folded) {
        List<String> out = new ArrayList<>();
        Matcher part = Pattern.compile("([^,\\[]+)(?:\\[([^]]*)])?").matcher(folded);
        while (part.find()) {
            if (part.group(2) == null) {
                out.add(part.group(1));
                continue;
            }
            for (String range : part.group(2).split(",")) {
                String[] ends = range.split("-");
                for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
                    out.add(part.group(1) + ("%0" + ends[0].length() + "d").formatted(n));
                }
            }
        }
        return out;
    }

    @Test
    void unfoldsToTheSameNames() {
        Property.named("expand(fold(names)) = names").cases(500).check(random -> {
            TreeSet<String> names = new TreeSet<>();
            String[] forms = {"n%d", "n%02d", "n%03d", "rack%d-n7", "a%d.example", "n"};
            for (int i = random.nextInt(40); i > 0; i--) {
                names.add(forms[random.nextInt(forms.length)].formatted(
                        random.nextInt(random.nextBoolean() ? 15 : 1200)));
            }
            assertThat(expand(HostNames.fold(names))).containsExactlyInAnyOrderElementsOf(names);
        });
    }
}
