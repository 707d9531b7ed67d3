package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.TableDesc;
import dev.heddle.ovs.openflow.TableFeatures;
import dev.heddle.ovs.openflow.TableMod;
import dev.heddle.ovs.openflow.TableProperty;
import dev.heddle.ovs.openflow.TableStats;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Tables (OpenFlow 1.5.1 sections 7.3.3, 7.3.5.4, 7.3.5.5 and 7.3.5.18). */
final class TableCodec {
    private static final int EVICTION = 2;
    private static final int VACANCY = 3;
    private static final int DESC = 8;
    private static final int FEATURES = 64;
    private static final int NAME = 32;

    private TableCodec() {}

    static void encode(TableMod mod, ByteBuf out) {
        out.writeByte(mod.table()).writeZero(3).writeInt(mod.config());
        properties(mod.properties(), out);
    }

    static TableMod decodeMod(Reader in) {
        int table = in.u8();
        in.skip(3);
        int config = in.i32();
        return new TableMod(table, config, properties(in));
    }

    static void encode(TableDesc desc, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(0).writeByte(desc.table()).writeZero(1).writeInt(desc.config());
        properties(desc.properties(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static TableDesc desc(Reader all) {
        Reader in = all.alignedElement(0, DESC, "a table");
        in.skip(2);
        int table = in.u8();
        in.skip(1);
        int config = in.i32();
        return new TableDesc(table, config, properties(in));
    }

    private static void properties(List<TableProperty> properties, ByteBuf out) {
        for (TableProperty property : properties) {
            switch (property) {
                case TableProperty.Eviction p -> Properties.u32(EVICTION, p.flags(), out);
                case TableProperty.Vacancy p -> {
                    out.writeShort(VACANCY).writeShort(8);
                    out.writeByte(p.down())
                            .writeByte(p.up())
                            .writeByte(p.vacancy())
                            .writeZero(1);
                }
                case TableProperty.Raw p -> out.writeBytes(p.property().toArray());
            }
        }
    }

    private static List<TableProperty> properties(Reader in) {
        return Properties.all(in, "a table property", property -> {
            Reader body = property.body();
            return switch (property.type()) {
                case EVICTION -> new TableProperty.Eviction(body.i32());
                case VACANCY -> new TableProperty.Vacancy(body.u8(), body.u8(), body.u8());
                default -> new TableProperty.Raw(property.whole());
            };
        });
    }

    static void encode(TableStats stats, ByteBuf out) {
        out.writeByte(stats.table()).writeZero(3).writeInt((int) stats.active());
        out.writeLong(stats.lookups()).writeLong(stats.matched());
    }

    static TableStats stats(Reader in) {
        int table = in.u8();
        in.skip(3);
        return new TableStats(table, in.u32(), in.i64(), in.i64());
    }

    static void encode(TableFeatures features, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(0)
                .writeByte(features.table())
                .writeByte(features.command())
                .writeInt(features.features());
        PortCodec.text(features.name(), NAME, out);
        out.writeLong(features.metadataMatch()).writeLong(features.metadataWrite());
        out.writeInt(features.capabilities()).writeInt((int) features.maxEntries());
        features.properties().forEach(property -> TableFeaturePropertyCodec.encode(property, out));
        out.setShort(start, out.writerIndex() - start);
    }

    static TableFeatures features(Reader all) {
        Reader in = all.alignedElement(0, FEATURES, "table features");
        in.skip(2);
        return new TableFeatures(
                in.u8(),
                in.u8(),
                in.i32(),
                in.text(NAME),
                in.i64(),
                in.i64(),
                in.i32(),
                in.u32(),
                Properties.all(in, "a table feature", TableFeaturePropertyCodec::decode));
    }
}
