package dev.heddle.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table(
            5, "t", "For the test.", Set.of(Field.METADATA), false, Set.of(Field.REG0), Set.of(), Set.of(6), "dropped");

    @Test
    void aFlowWithinTheDeclarationPasses() {
        Flow flow =
                flow(5, Match.builder().eq(Field.METADATA, 1).build(), apply(Action.SetField.of(Field.REG0, 1)), to(6));
        assertThat(TABLE.checked(flow)).isSameAs(flow);
    }

    @Test
    void whatIsNotDeclaredIsRefused() {
        Match any = Match.ANY;
        refused(flow(6, any), "a flow of table 6");
        refused(flow(5, Match.builder().inPort(PortRef.LOCAL).build()), "matches in_port");
        refused(flow(5, Match.builder().eq(Field.ETH_TYPE, 1).build()), "matches eth_type");
        refused(flow(5, any, apply(Action.SetField.of(Field.REG1, 1))), "writes reg1");
        refused(flow(5, any, apply(new Action.Output(PortRef.LOCAL))), "has the action Output");
        refused(flow(5, any, apply(new Action.Move(Field.REG0, 0, Field.REG2, 0, 1))), "writes reg2");
        refused(flow(5, any, apply(new Action.Resubmit(7))), "goes to table 7");
        refused(flow(5, any, to(7)), "goes to table 7");
        refused(flow(5, any, new Instruction.Raw(Octets.EMPTY)), "has the instruction Raw");
    }

    private static void refused(Flow flow, String fault) {
        assertThatThrownBy(() -> TABLE.checked(flow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table 5 t: " + fault);
    }

    private static Flow flow(int table, Match match, Instruction... instructions) {
        return new Flow(table, 1, match, 0, List.of(instructions));
    }

    private static Instruction apply(Action action) {
        return new Instruction.Apply(List.of(action));
    }

    private static Instruction to(int table) {
        return new Instruction.Goto(table);
    }
}
