#include "ui/score/score_words.h"

#include "ui/style/number_text.h"

#include <QCoreApplication>

namespace partitura::ui::score_words {
namespace {

struct ScoreWords {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::ScoreWords)
};

QString number(Offset offset) {
    return countText(offset.value());
}

/// "P3 · offset 1 204".
QString place(const ScorePicture::Stave& stave, Offset offset) {
    return ScoreWords::tr("P%1 \u00b7 offset %2").arg(stave.partition.value()).arg(number(offset));
}

QString span(OffsetRange offsets) {
    return offsets.size() == 1
               ? ScoreWords::tr("offset %1").arg(number(offsets.from))
               : ScoreWords::tr("offsets %1 to %2").arg(number(offsets.from), number(offsets.to - 1));
}

QString producer(ProducerId id, ProducerEpoch epoch) {
    return ScoreWords::tr("producer %1, epoch %2").arg(countText(id.value())).arg(epoch.value());
}

QString stateName(TransactionState state) {
    switch (state) {
    case TransactionState::committed:
        return ScoreWords::tr("committed");
    case TransactionState::aborted:
        return ScoreWords::tr("aborted");
    case TransactionState::open:
        return ScoreWords::tr("open");
    case TransactionState::unknown:
        return ScoreWords::tr("its end has not been read");
    }
    return {};
}

QString stateName(ReplicaState state) {
    switch (state) {
    case ReplicaState::inSync:
        return ScoreWords::tr("in sync");
    case ReplicaState::lagging:
        return ScoreWords::tr("lagging");
    case ReplicaState::outOfSync:
        return ScoreWords::tr("out of sync");
    case ReplicaState::offline:
        return ScoreWords::tr("offline");
    case ReplicaState::electing:
        return ScoreWords::tr("electing");
    }
    return {};
}

QString lines(const QStringList& all) {
    return all.join(QLatin1Char('\n'));
}

} // namespace

QString broker(BrokerId id) {
    return ScoreWords::tr("broker %1").arg(id.value());
}

QString noLeader() {
    return ScoreWords::tr("no leader");
}

QString noRecords(const ScorePicture::Stave& stave) {
    return stave.logEnd == Offset(0)
               ? ScoreWords::tr("no records yet")
               : ScoreWords::tr("no records; the next gets offset %1").arg(number(stave.logEnd));
}

QString endsBefore(const ScorePicture::Stave& stave) {
    return ScoreWords::tr("ends at %1").arg(number(stave.logEnd));
}

QString beginsAfter(const ScorePicture::Stave& stave) {
    return ScoreWords::tr("begins at %1").arg(number(stave.logStart));
}

QString barName(ScorePicture::BarKind kind) {
    switch (kind) {
    case ScorePicture::BarKind::logStart:
        return ScoreWords::tr("log start");
    case ScorePicture::BarKind::lastStable:
        return ScoreWords::tr("last stable");
    case ScorePicture::BarKind::highWatermark:
        return ScoreWords::tr("high watermark");
    case ScorePicture::BarKind::logEnd:
        return ScoreWords::tr("log end");
    case ScorePicture::BarKind::segment:
        return ScoreWords::tr("segment");
    }
    return {};
}

QString total(const ScorePicture::Total& total) {
    const QString count = QChar(0x00D7) + countText(total.records);
    return total.isCounted ? count : ScoreWords::tr("%1 offsets").arg(count);
}

QString flag(const QString& group, const ScorePicture::Flag& flag) {
    return flag.lag.value_or(0) > 0 ? ScoreWords::tr("%1, lag %2").arg(group, countText(*flag.lag)) : group;
}

QString keyText(const NoteFacts& note) {
    if (!note.keySize)
        return ScoreWords::tr("no key");
    return *note.keySize == 0 ? ScoreWords::tr("empty") : note.key;
}

QString valueText(const NoteFacts& note) {
    if (!note.valueSize)
        return ScoreWords::tr("tombstone");
    return *note.valueSize == 0 ? ScoreWords::tr("empty") : note.value;
}

QString aggregation(const ScorePicture& picture) {
    if (picture.cell == 0)
        return {};
    return picture.axis.kind() == AxisKind::offset
               ? ScoreWords::tr("1 cell = %1 offsets").arg(countText(picture.cell))
               : ScoreWords::tr("1 cell = %1").arg(durationText(std::chrono::milliseconds(picture.cell)));
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Note& note) {
    const auto& facts = note.facts;
    const auto& batch = *facts.batch;
    const auto size = [](const std::optional<std::int64_t>& bytes) {
        return bytes ? QStringLiteral(" (%1)").arg(bytesText(static_cast<double>(*bytes))) : QString();
    };
    QStringList all{place(stave, facts.offset), timestampText(facts.timestampMs),
                    ScoreWords::tr("Key: %1").arg(keyText(facts)) + size(facts.keySize),
                    ScoreWords::tr("Value: %1").arg(valueText(facts)) + size(facts.valueSize)};
    if (facts.headers > 0)
        all << ScoreWords::tr("Headers: %1").arg(countText(static_cast<std::uint64_t>(facts.headers)));
    all << ScoreWords::tr("Batch: %1, records: %2, %3, %4")
               .arg(span({batch.baseOffset, batch.lastOffset + 1}), countText(batch.recordCount),
                    bytesText(batch.sizeBytes), QString::fromStdString(batch.compression));
    if (batch.producerId != ProducerId())
        all << (batch.isTransactional ? ScoreWords::tr("In a transaction of %1") : ScoreWords::tr("By %1"))
                   .arg(producer(batch.producerId, batch.producerEpoch));
    if (note.same > 1)
        all << ScoreWords::tr("%1 more in the same place").arg(countText(note.same - 1));
    return lines(all);
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Rest& rest) {
    return lines({ScoreWords::tr("P%1 \u00b7 %2").arg(stave.partition.value()).arg(span(rest.offsets)),
                  ScoreWords::tr("No record is left here: compaction removed what stood at these offsets.")});
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Cell& cell) {
    QStringList all{ScoreWords::tr("P%1 \u00b7 %2").arg(stave.partition.value()).arg(span(cell.offsets))};
    if (!cell.isCounted)
        all << ScoreWords::tr("%1 offsets").arg(countText(cell.offsets.size()));
    else
        all << (cell.isApproximate ? ScoreWords::tr("about %1 records of %2 offsets")
                                   : ScoreWords::tr("%1 records of %2 offsets"))
                   .arg(countText(cell.records), countText(cell.offsets.size()));
    if (cell.perSecond)
        all << recordRateText(*cell.perSecond);
    return lines(all);
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Marker& marker) {
    const QString what = marker.end == app::TransactionEnd::commit  ? ScoreWords::tr("Commit marker")
                         : marker.end == app::TransactionEnd::abort ? ScoreWords::tr("Abort marker")
                                                                    : ScoreWords::tr("Control record");
    return lines({place(stave, marker.offset), what, producer(marker.producer, marker.epoch)});
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Slur& slur) {
    const auto& facts = slur.facts;
    return lines({ScoreWords::tr("P%1 \u00b7 transaction, %2")
                      .arg(stave.partition.value())
                      .arg(stateName(facts.state)),
                  span({facts.first, facts.last + 1}), producer(facts.producer, facts.epoch)});
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Bar& bar) {
    QStringList all{place(stave, bar.offset)};
    // Bars that coincide are one to the eye.
    for (const auto& other : stave.bars)
        if (std::abs(other.x - bar.x) < 1)
            switch (other.kind) {
            case ScorePicture::BarKind::logStart:
                all << ScoreWords::tr("Log start: the first offset that is kept");
                break;
            case ScorePicture::BarKind::lastStable:
                all << ScoreWords::tr("Last stable offset: open transactions lie behind it");
                break;
            case ScorePicture::BarKind::highWatermark:
                all << ScoreWords::tr("High watermark: what is before it is on all in-sync replicas");
                break;
            case ScorePicture::BarKind::logEnd:
                all << ScoreWords::tr("Log end: the next record's offset");
                break;
            case ScorePicture::BarKind::segment:
                all << ScoreWords::tr("A segment file begins here");
                break;
            }
    return lines(all);
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::ReplicaLine& line) {
    QStringList all{
        ScoreWords::tr("P%1 \u00b7 follower on %2").arg(stave.partition.value()).arg(broker(line.broker)),
        stateName(line.state),
        ScoreWords::tr("offsets from %1, log end %2").arg(number(line.logStart), number(line.logEnd))};
    if (line.behind > 0)
        all << ScoreWords::tr("%1 behind the leader").arg(countText(line.behind));
    return lines(all);
}

QString about(const ScorePicture::Stave& stave, const ScorePicture::Flag& flag, const QString& group) {
    return lines({ScoreWords::tr("Group %1").arg(group),
                  ScoreWords::tr("P%1 \u00b7 committed offset %2")
                      .arg(stave.partition.value())
                      .arg(number(flag.offset)),
                  flag.lag ? ScoreWords::tr("lag %1 records").arg(countText(*flag.lag)) : QString()});
}

QString about(const ScorePicture::Stave& stave) {
    return lines(
        {ScoreWords::tr("Partition %1").arg(stave.partition.value()),
         stave.leader == BrokerId() ? noLeader() : ScoreWords::tr("leader: %1").arg(broker(stave.leader)),
         ScoreWords::tr("log start %1").arg(number(stave.logStart)),
         ScoreWords::tr("last stable %1").arg(number(stave.lastStable)),
         ScoreWords::tr("high watermark %1").arg(number(stave.highWatermark)),
         ScoreWords::tr("log end %1").arg(number(stave.logEnd))});
}

} // namespace partitura::ui::score_words
