package dev.heddle.lab;

import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.util.List;

/** The network between the controller, in the root namespace, and the hosts: one address block for each lab. */
final class ControlNetwork {
    private static final String LOCK = "/run/heddle-lab.lock";

    private ControlNetwork() {}

    /** Makes the root namespace's end with the first free block from the lab's own on; gives the block. */
    static int attach(LabNames names) {
        try (RandomAccessFile file = new RandomAccessFile(LOCK, "rw");
                FileChannel channel = file.getChannel();
                var lock = channel.lock()) {
            assert lock.isValid();
            int block = free(Math.floorMod(names.prefix().hashCode(), LabState.CONTROL_BLOCKS));
            Namespaces.ip(
                    "",
                    List.of(
                            "link add " + names.rootLink() + " type veth peer name root netns "
                                    + names.fabricNamespace(),
                            "link set " + names.rootLink() + " addrgenmode none",
                            "addr add " + LabState.controlAddress(block, 3, 254) + "/" + LabState.CONTROL_LENGTH
                                    + " dev " + names.rootLink(),
                            "link set " + names.rootLink() + " up"));
            return block;
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot lock " + LOCK + ": " + e);
        }
    }

    private static int free(int first) {
        String addresses = Shell.run("ip", "-o", "-4", "addr", "show");
        for (int i = 0; i < LabState.CONTROL_BLOCKS; i++) {
            int block = (first + i) % LabState.CONTROL_BLOCKS;
            if (!addresses.contains(" " + LabState.controlAddress(block, 3, 254) + "/")) {
                return block;
            }
        }
        throw new LabException(LabException.Reason.CONFLICT, "all of 198.18.0.0/15 is taken by other labs");
    }
}
