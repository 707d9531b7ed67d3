package dev.heddle.model.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.testing.Property;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final ObjectKey PORT = ObjectKey.of(Kind.PORT, "a", "p");

    @Test
    void findsTheLowestFreeAddressAsAWalkDoes() {
        Property.named("lowest free address").cases(200).check(random -> {
            IpPrefix subnet = IpPrefix.parse(random.nextBoolean() ? "10.9.0.240/28" : "fd00::ffff:ffff:ffff:fff0/124");
            AddressBook book = AddressBook.EMPTY;
            TreeSet<IpAddress> taken = new TreeSet<>();
            for (int i = 0; i < 60; i++) {
                IpAddress ip = subnet.first().plus(random.nextInt(16));
                if (random.nextInt(3) == 0) {
                    book = book.release(ip, PORT);
                    taken.remove(ip);
                } else {
                    book = book.claim(ip, PORT);
                    taken.add(ip);
                }
                assertThat(book.lowestFree(subnet)).isEqualTo(walk(subnet, taken));
                assertThat(book.ips().keySet()).containsExactlyElementsOf(taken);
            }
        });
    }

    private static Optional<IpAddress> walk(IpPrefix subnet, TreeSet<IpAddress> taken) {
        for (int i = 2; i < (subnet.v6() ? 16 : 15); i++) {
            IpAddress ip = subnet.first().plus(i);
            if (!taken.contains(ip)) {
                return Optional.of(ip);
            }
        }
        return Optional.empty();
    }
}
