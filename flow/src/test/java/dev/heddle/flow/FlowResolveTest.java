package dev.heddle.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowResolveTest {
    private static final PortRef A = new PortRef.Iface("a");
    private static final PortRef B = new PortRef.Iface("b");
    private static final PortResolver ONLY_A = port -> port.equals(A) ? new PortRef.Numbered(7) : null;

    @Test
    void aFlowOfAnUnpluggedIngressPortIsWithheld() {
        assertThat(flow(Match.builder().inPort(B).build(), List.of()).resolve(ONLY_A))
                .isNull();
    }

    @Test
    void aFlowThatSendsToUnpluggedPortsOnlyIsWithheld() {
        assertThat(flow(Match.ANY, List.of(Action.SetField.of(Field.REG0, 1), new Action.Output(B)))
                        .resolve(ONLY_A))
                .isNull();
    }

    @Test
    void unpluggedPortsAreLeftOutOfMany() {
        Flow resolved = flow(Match.ANY, List.of(new Action.Output(B), new Action.Output(A)))
                .resolve(ONLY_A);
        assertThat(resolved).isNotNull();
        assertThat(resolved.actions()).containsExactly(new Action.Output(new PortRef.Numbered(7)));
    }

    @Test
    void whatStandsBesideAPortIsKeptInOrder() {
        Action one = Action.SetField.of(Field.REG0, 1);
        Action two = Action.SetField.of(Field.REG0, 2);
        Flow resolved = flow(Match.ANY, List.of(one, new Action.Output(A), two, new Action.Output(B), one))
                .resolve(ONLY_A);
        assertThat(resolved).isNotNull();
        assertThat(resolved.actions()).containsExactly(one, new Action.Output(new PortRef.Numbered(7)), two, one);
    }

    @Test
    void aFlowWithoutNamesStaysTheSameObject() {
        Flow flow = flow(Match.builder().eq(Field.METADATA, 1).build(), List.of(new Action.Group(1)));
        assertThat(flow.resolve(ONLY_A)).isSameAs(flow);
    }

    @Test
    void aFlowThatDropsOnPurposeIsKept() {
        Flow resolved = flow(Match.builder().inPort(A).build(), List.of()).resolve(ONLY_A);
        assertThat(resolved).isNotNull();
        assertThat(resolved.match().inPort()).isEqualTo(new PortRef.Numbered(7));
    }

    @Test
    void portsWithinOtherActionsAreNumberedAndNamed() {
        List<Action> nested = List.of(
                new Action.Clone(List.of(new Action.Output(A), new Action.Output(B))),
                new Action.Resubmit(A, 1, false));
        Flow flow = flow(Match.ANY, nested);
        Flow resolved = flow.resolve(ONLY_A);
        assertThat(resolved).isNotNull();
        PortRef seven = new PortRef.Numbered(7);
        assertThat(resolved.actions())
                .containsExactly(
                        new Action.Clone(List.of(new Action.Output(seven))), new Action.Resubmit(seven, 1, false));
        assertThat(new Fragment("f", List.of(flow), List.of()).ports()).containsExactlyInAnyOrder(A, B);
    }

    private static Flow flow(Match match, List<Action> actions) {
        return new Flow(0, 1, match, 0, actions.isEmpty() ? List.of() : List.of(new Instruction.Apply(actions)));
    }
}
