package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowMod;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.protocol.oxm.OFOxm;

/**
 * The same messages written down twice, here and in openflowj: what either encodes, the other must read as its own. Only
 * standard messages, in which openflowj agrees with OpenFlow 1.5.1; see docs/adr/0010-openflowj.md for the rest.
 */
class OpenflowjTest {
    private static final OFFactory OF = OFFactories.getFactory(OFVersion.OF_15);

    /** Which openflowj cannot read. */
    private static final Set<Field> DIFFERENT = EnumSet.noneOf(Field.class);

    @ParameterizedTest
    @MethodSource("dev.heddle.ovs.openflow.codec.OpenflowjPairs#all")
    void whatEitherEncodesTheOtherReads(OpenflowjPairs.Pair pair) throws OFParseError {
        ByteBuf theirs = Unpooled.buffer();
        pair.theirs().writeTo(theirs);
        String hex = ByteBufUtil.hexDump(theirs);
        assertThat(Objects.requireNonNull(OpenFlowCodec.decode(theirs)).message())
                .as(hex)
                .isEqualTo(pair.ours());

        ByteBuf ours = Unpooled.buffer();
        OpenFlowCodec.encode(OpenflowjPairs.XID, pair.ours(), ours);
        // as text: an error's data has no equality
        assertThat(OF.getReader().readFrom(ours)).hasToString(pair.theirs().toString());
        assertThat(ours.isReadable()).isFalse();
    }

    /** The bytes of a field under its standard name are the same field to openflowj, exact and under a mask. */
    @Test
    void fieldsHaveTheSameNames() throws OFParseError, IllegalAccessException {
        Map<String, MatchField<?>> theirs = new HashMap<>();
        for (java.lang.reflect.Field constant : MatchField.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.get(null) instanceof MatchField<?> field) {
                theirs.put("OXM_OF_" + field.getName().toUpperCase(Locale.ROOT), field);
            }
        }
        Set<Field> same = EnumSet.noneOf(Field.class);
        Set<Field> different = EnumSet.noneOf(Field.class);
        for (Field field : Field.values()) {
            MatchField<?> named = theirs.get(field.ids().getFirst().name());
            if (named != null && field != Field.IN_PORT_OXM) {
                (isTheSame(field, named) ? same : different).add(field);
            }
        }
        assertThat(different).isEqualTo(DIFFERENT);
        assertThat(same).hasSizeGreaterThan(25);
    }

    private static boolean isTheSame(Field field, MatchField<?> named) throws OFParseError {
        Bits value = new Bits(0x1122334455667788L, 0x99aabbccddeeff01L).and(field.fullMask());
        Bits mask = new Bits(0x0f0f0f0f0f0f0f0fL, 0xf0f0f0f0f0f0f0f1L).and(field.fullMask());
        OFOxm<?> exact = fieldRead(Action.SetField.of(field, value));
        if (exact == null || !exact.getMatchField().equals(named) || exact.isMasked()) {
            return false;
        }
        if (!field.maskable() || mask.equals(field.fullMask())) {
            return true;
        }
        OFOxm<?> masked = fieldRead(new Action.SetField(field, value.and(mask), mask));
        return masked != null && masked.getMatchField().equals(named) && masked.isMasked();
    }

    /** Set by an action encoded here, read by openflowj; null where it cannot or writes other bytes. */
    private static @Nullable OFOxm<?> fieldRead(Action.SetField set) throws OFParseError {
        ByteBuf ours = Unpooled.buffer();
        OpenFlowCodec.encode(
                OpenflowjPairs.XID,
                FlowMod.add(new Flow(
                        3, 100, Match.ANY, OpenflowjPairs.COOKIE, List.of(new Instruction.Apply(List.of(set))))),
                ours);
        OFFlowMod read;
        try {
            read = (OFFlowMod) OF.getReader().readFrom(ours.duplicate());
        } catch (IllegalStateException e) {
            return null;
        }
        ByteBuf again = Unpooled.buffer();
        read.writeTo(again);
        OFInstructionApplyActions apply =
                (OFInstructionApplyActions) read.getInstructions().getFirst();
        return again.equals(ours) ? ((OFActionSetField) apply.getActions().getFirst()).getField() : null;
    }
}
