package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.EncapProperty;
import dev.heddle.flow.Action.LearnSpec;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Actions and instructions of every kind with all that they can say, from a seed; a switch need not want them. */
public final class RandomActions {
    private static final List<Field> FIELDS = List.of(Field.values());
    private static final List<Field> SHORT = FIELDS.stream()
            .filter(f -> f.ids().stream().noneMatch(FieldId::isExperimenter))
            .toList();

    private final SplittableRandom random;
    private final List<IntFunction<Action>> kinds;

    public RandomActions(SplittableRandom random) {
        this.random = random;
        this.kinds = List.of(
                d -> new Action.Output(port32(), u16()),
                d -> new Action.OutputField(subfield(one(FIELDS), 64), u16()),
                d -> new Action.OutputTruncated(port16(), u32()),
                d -> new Action.Controller(u16(), rarely(0, u16()), rarely(1, u8()), octets(20), flag(), meter()),
                d -> new Action.Group(random.nextInt()),
                d -> new Action.SetQueue(random.nextInt()),
                d -> new Action.PopQueue(),
                d -> setField(),
                d -> setField(),
                d -> move(),
                d -> new Action.Push(subfield(one(FIELDS), 1024)),
                d -> new Action.Pop(subfield(one(FIELDS), 1024)),
                d -> new Action.DeleteField(one(FIELDS)),
                d -> new Action.PushVlan(u16()),
                d -> new Action.PopVlan(),
                d -> new Action.PushMpls(u16()),
                d -> new Action.PopMpls(u16()),
                d -> new Action.SetTransportSource(u16()),
                d -> new Action.SetTransportTarget(u16()),
                d -> new Action.SetMplsTtl(u8()),
                d -> new Action.DecMplsTtl(),
                d -> new Action.SetTtl(u8()),
                d -> new Action.DecTtl(list(5, this::u16)),
                d -> new Action.DecNshTtl(),
                d -> new Action.Encap(random.nextInt(), list(4, this::property)),
                d -> new Action.Decap(random.nextInt()),
                d -> new Action.Resubmit(port16(), u8(), flag()),
                d -> learn(),
                d -> new Action.Conjunction(random.nextInt(), u8(), u8()),
                d -> new Action.Multipath(u16(), u16(), u16(), u16(), u32(), subfield(one(SHORT), 64)),
                d -> new Action.Bundle(
                        u16(), u16(), u16(), flag() ? subfield(one(SHORT), 64) : null, list(7, this::port16)),
                d -> new Action.Meter(random.nextInt()),
                this::ct,
                d -> nat(),
                d -> new Action.CtClear(),
                d -> new Action.Clone(actions(d - 1)),
                d -> new Action.CheckPacketLarger(u16(), subfield(one(FIELDS), 1)),
                d -> new Action.FinTimeout(u16(), u16()),
                d -> new Action.Sample(u16(), u32(), u32(), u32(), flag() ? numbered16() : null, random.nextInt(3)),
                d -> new Action.Note(octets(30)),
                d -> new Action.Exit(),
                d -> new Action.Raw(Octets.parse("ffff00100000232000fe000000000000")),
                d -> new Action.Raw(Octets.parse("ffff0010123456780001000000000000")),
                d -> new Action.Raw(Octets.parse("0063000801020304")));
    }

    public List<Action> actions() {
        return actions(2);
    }

    private List<Action> actions(int depth) {
        return list(
                depth < 1 ? 0 : 5, () -> kinds.get(random.nextInt(kinds.size())).apply(depth));
    }

    public List<Instruction> instructions() {
        return list(3, () -> switch (random.nextInt(6)) {
            case 0 -> new Instruction.Goto(u8());
            case 1 -> new Instruction.ClearActions();
            case 2 -> new Instruction.WriteActions(actions());
            case 3 -> new Instruction.WriteMetadata(random.nextLong(), random.nextLong());
            case 4 -> new Instruction.Raw(Octets.parse("0006000800000001"));
            default -> new Instruction.Apply(actions());
        });
    }

    private Action setField() {
        Field field = one(FIELDS);
        Bits mask = flag() ? field.wireMask() : bits(8 * field.bytes());
        return new Action.SetField(field, bits(8 * field.bytes()).and(mask), mask);
    }

    private Action move() {
        Subfield from = subfield(one(FIELDS), 1024);
        return new Action.Move(from, sameWidth(FIELDS, from.width()));
    }

    private EncapProperty property() {
        return switch (random.nextInt(3)) {
            case 0 -> EncapProperty.nshMdType(u8());
            case 1 -> EncapProperty.nshTlv(u16(), u8(), octets(30));
            default -> new EncapProperty(u16(), u8(), octets(30));
        };
    }

    private Action learn() {
        return new Action.Learn(
                rarely(0, u16()),
                rarely(0, u16()),
                u16(),
                random.nextLong(),
                random.nextInt(4),
                u8(),
                rarely(0, u16()),
                rarely(0, u16()),
                flag() ? 0 : u32(),
                flag() ? null : subfield(one(FIELDS), 1),
                list(5, this::learnSpec));
    }

    private LearnSpec learnSpec() {
        Subfield target = subfield(one(SHORT), 1023);
        return switch (random.nextInt(5)) {
            case 0 -> new LearnSpec.MatchValue(target, bits(target.width()));
            case 1 -> new LearnSpec.MatchField(target, sameWidth(SHORT, target.width()));
            case 2 -> new LearnSpec.LoadValue(target, bits(target.width()));
            case 3 -> new LearnSpec.LoadField(target, sameWidth(SHORT, target.width()));
            default -> new LearnSpec.Output(target);
        };
    }

    private Action ct(int depth) {
        boolean fromField = flag();
        return new Action.Ct(
                random.nextInt(4),
                fromField ? new Subfield(Field.REG3, random.nextInt(17), 16) : null,
                fromField ? 0 : u16(),
                u8(),
                u16(),
                actions(depth - 1));
    }

    private Action nat() {
        Action.Nat.Family family = one(List.of(Action.Nat.Family.values()));
        if (family == Action.Nat.Family.NONE) {
            return new Action.Nat(random.nextInt(32), family, null, null, 0, 0);
        }
        int width = family == Action.Nat.Family.IPV4 ? 32 : 128;
        int port = rarely(0, 1 + random.nextInt(1000));
        return new Action.Nat(
                random.nextInt(32),
                family,
                new Bits(0, 1 + random.nextInt(1000)),
                flag() ? bits(width) : null,
                port,
                port == 0 || flag() ? 0 : port + random.nextInt(1000));
    }

    private Subfield subfield(Field field, int most) {
        int width = 1 + random.nextInt(Math.min(most, field.bits()));
        return new Subfield(field, random.nextInt(field.bits() - width + 1), width);
    }

    private Subfield sameWidth(List<Field> fields, int width) {
        Field field = one(fields.stream().filter(f -> f.bits() >= width).toList());
        return new Subfield(field, random.nextInt(field.bits() - width + 1), width);
    }

    private Bits bits(int width) {
        byte[] bytes = new byte[(width + 7) / 8];
        random.nextBytes(bytes);
        return Bits.of(bytes).and(Bits.ones(width));
    }

    private Octets octets(int upTo) {
        byte[] bytes = new byte[random.nextInt(upTo)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private PortRef port32() {
        return new PortRef.Numbered(random.nextInt());
    }

    private PortRef port16() {
        return flag() ? numbered16() : one(Arrays.asList(PortRef.LOCAL, PortRef.IN_PORT, PortRef.ANY));
    }

    private PortRef numbered16() {
        return new PortRef.Numbered(random.nextInt(0xff00));
    }

    private int meter() {
        return rarely(Action.Controller.NO_METER, random.nextInt());
    }

    private int rarely(int usual, int other) {
        return flag() ? usual : other;
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private int u8() {
        return random.nextInt(0x100);
    }

    private int u16() {
        return random.nextInt(0x10000);
    }

    private long u32() {
        return random.nextLong(1L << 32);
    }

    private <T extends @Nullable Object> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> list(int upTo, Supplier<? extends T> element) {
        List<T> out = new ArrayList<>();
        for (int i = random.nextInt(upTo + 1); i > 0; i--) {
            out.add(element.get());
        }
        return out;
    }
}
