// Apache Kafka's tools read what the engine writes, and ours read what Apache Kafka writes: both say the
// same.
#include "broker/log/posix_storage.h"
#include "broker/log/read_only_storage.h"
#include "broker/log/segment_check.h"
#include "broker/record/record_reader.h"
#include "tests/kafka/kafka_libraries.h"
#include "tests/log/log_scenarios.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

using namespace partitura;
using namespace partitura::test;

namespace {

const char* trueOrFalse(bool value) {
    return value ? "true" : "false";
}

/// A batch as DumpLogSegments prints it.
std::string batchLine(const log::WalkedBatch& batch) {
    const auto& h = batch.header;
    return fmt::format(
        "baseOffset: {} lastOffset: {} count: {} baseSequence: {} lastSequence: {} producerId: {} "
        "producerEpoch: {} partitionLeaderEpoch: {} isTransactional: {} isControl: {} "
        "deleteHorizonMs: {} position: {} {}: {} size: {} magic: {} compresscodec: {} crc: {} "
        "isvalid: {}",
        h.baseOffset.value(), h.lastOffset().value(), h.recordCount, h.baseSequence, h.lastSequence(),
        h.producerId.value(), h.producerEpoch.value(), h.partitionLeaderEpoch.value(),
        trueOrFalse(h.isTransactional()), trueOrFalse(h.isControl()),
        h.hasDeleteHorizon() ? fmt::format("OptionalLong[{}]", h.baseTimestamp) : "OptionalLong.empty",
        batch.position,
        h.timestampType() == record::TimestampType::createTime ? "CreateTime" : "LogAppendTime",
        h.maxTimestamp, h.sizeInBytes(), h.magic, record::compressionName(h.compression()), h.crc,
        trueOrFalse(batch.hasValidCrc));
}

std::int64_t sizeOf(const std::optional<ByteView>& bytes) {
    return bytes ? static_cast<std::int64_t>(bytes->size()) : -1;
}

/// The beginning of a record's line, up to the names of its headers.
std::string recordLine(const record::BatchHeader& batch, const record::Record& record) {
    std::string keys;
    for (const auto& header : record.headers)
        keys += (keys.empty() ? "" : ",") + std::string(header.key);
    return fmt::format(
        "| offset: {} {}: {} keySize: {} valueSize: {} sequence: {} headerKeys: [{}]", record.offset.value(),
        batch.timestampType() == record::TimestampType::createTime ? "CreateTime" : "LogAppendTime",
        record.timestamp, sizeOf(record.key), sizeOf(record.value), record.sequence, keys);
}

/// What our reader finds in a log, as DumpLogSegments prints it.
QByteArrayList oursOf(const std::string& path) {
    log::ReadOnlyStorage storage;
    auto file = storage.open(path, Storage::OpenMode::readOnly);
    if (!file)
        qFatal("%s", file.error().context.c_str());
    QByteArrayList lines;
    log::BatchWalk walk(*file);
    log::WalkedBatch batch;
    while (*walk.next(batch)) {
        lines << QByteArray::fromStdString(batchLine(batch));
        auto reader = record::RecordReader::open(batch.bytes);
        record::Record record;
        while (reader && *reader->next(record))
            lines << QByteArray::fromStdString(recordLine(reader->header(), record));
    }
    return lines;
}

/// Lines of batches and records; `all` is the output for one file.
QByteArrayList theirsOf(const QByteArray& all) {
    QByteArrayList lines;
    for (const auto& line : all.split('\n'))
        if (line.startsWith("baseOffset: ") || line.startsWith("| offset: "))
            lines << line;
    return lines;
}

/// What a tool says on standard error besides its logging library's greeting.
QByteArray complaints(const QByteArray& errors) {
    QByteArray left;
    for (const auto& line : errors.split('\n'))
        if (!line.isEmpty() && !line.startsWith("SLF4J"))
            left += line + '\n';
    return left;
}

/// Offsets with gaps are what a compacted log has; the tool remarks on each.
QByteArray withoutGaps(const QByteArray& complaints) {
    static const QRegularExpression gap(QStringLiteral("^  (\\d+) is followed by (\\d+)$"));
    QByteArray left;
    for (const auto& line : complaints.split('\n')) {
        const auto found = gap.match(QString::fromUtf8(line));
        const bool isGap =
            found.hasMatch() && found.captured(1).toLongLong() < found.captured(2).toLongLong();
        if (!line.isEmpty() && !isGap && !line.startsWith("Non-consecutive offsets in "))
            left += line + '\n';
    }
    return left;
}

/// The cleaner of Kafka, like ours, indexes the greatest time of a batch also when it leaves no record of it
/// (MemoryRecords.filterTo); the tool looks for a record and remarks on it.
QByteArray withoutEmptyBatches(const QByteArray& complaints) {
    QByteArray left;
    for (const auto& line : complaints.split('\n')) {
        const bool isHeading =
            line.startsWith("Found timestamp mismatch in :") && line.contains("/compacted");
        const bool isEmpty = line.startsWith("  Index timestamp: ") && line.endsWith(", log timestamp: -1");
        if (!line.isEmpty() && !isHeading && !isEmpty)
            left += line + '\n';
    }
    return left;
}

QStringList filesIn(const QString& directory, const QString& pattern) {
    QStringList files;
    for (const auto& each : QDir(directory).entryList({pattern}, QDir::Files, QDir::Name))
        files << directory + QLatin1Char('/') + each;
    return files;
}

} // namespace

class LogInteroperabilityTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void kafkaReadsOurLogs_data() { scenarios(); }
    void kafkaReadsOurLogs();
    void kafkaFindsOurIndexesRight();
    void kafkaReadsOurSnapshots();
    void kafkaComplainsOfADamagedIndex();
    void weReadKafkasLogs();

private:
    static void scenarios() {
        QTest::addColumn<QString>("topic");
        for (const auto& scenario : logScenarios())
            QTest::newRow(scenario.topic.c_str()) << QString::fromStdString(scenario.topic);
    }
    /// DumpLogSegments over files, which must be some.
    Ended dumpLogSegments(const QStringList& files, const QStringList& options);
    /// Both readers say the same of each log in a partition's directory.
    void compareLogs(const QString& partition, bool mayHaveGaps = false);
    QString partition(const QString& topic) {
        return m_data + QLatin1Char('/') + topic + QStringLiteral("-0");
    }

    KafkaLibraries m_libraries;
    QTemporaryDir m_temporary;
    QString m_data;
};

void LogInteroperabilityTest::initTestCase() {
    m_libraries = kafkaLibraries();
    if (!m_libraries.whyNot.isEmpty())
        QSKIP(m_libraries.whyNot);
    m_data = m_temporary.path() + QStringLiteral("/ours");
    log::PosixStorage storage;
    writeLogDirectory(storage, m_data.toStdString());
}

Ended LogInteroperabilityTest::dumpLogSegments(const QStringList& files, const QStringList& options) {
    return runKafka(m_libraries, QStringLiteral("kafka.tools.DumpLogSegments"),
                    QStringList{QStringLiteral("--files"), files.join(QLatin1Char(','))} + options);
}

void LogInteroperabilityTest::compareLogs(const QString& partition, bool mayHaveGaps) {
    const auto files = filesIn(partition, QStringLiteral("*.log"));
    QVERIFY2(!files.isEmpty(), qPrintable(partition));
    const auto ended =
        dumpLogSegments(files, {QStringLiteral("--deep-iteration"), QStringLiteral("--print-data-log")});
    QVERIFY2(ended.status == 0, ended.story());
    const auto said = mayHaveGaps ? withoutGaps(complaints(ended.errors)) : complaints(ended.errors);
    QVERIFY2(said.isEmpty(), said);
    QByteArrayList ours;
    for (const auto& file : files)
        ours += oursOf(file.toStdString());
    const auto theirs = theirsOf(ended.output);
    QCOMPARE(theirs.size(), ours.size());
    for (qsizetype i = 0; i < ours.size(); ++i)
        QVERIFY2(theirs[i] == ours[i] || theirs[i].startsWith(ours[i] + ' '),
                 "theirs: " + theirs[i] + "\nours:   " + ours[i]);
}

void LogInteroperabilityTest::kafkaReadsOurLogs() {
    QFETCH(QString, topic);
    compareLogs(partition(topic),
                topic == QStringLiteral("gaps") || topic.startsWith(QStringLiteral("compacted")));
}

void LogInteroperabilityTest::kafkaFindsOurIndexesRight() {
    QStringList offsetIndexes;
    QStringList timeIndexes;
    QStringList transactionIndexes;
    for (const auto& scenario : logScenarios()) {
        const auto directory = partition(QString::fromStdString(scenario.topic));
        offsetIndexes += filesIn(directory, QStringLiteral("*.index"));
        timeIndexes += filesIn(directory, QStringLiteral("*.timeindex"));
        transactionIndexes += filesIn(directory, QStringLiteral("*.txnindex"));
    }
    QVERIFY(offsetIndexes.size() > 20 && timeIndexes.size() > 20 && !transactionIndexes.isEmpty());
    for (const auto& option :
         {QStringLiteral("--verify-index-only"), QStringLiteral("--index-sanity-check")}) {
        const auto ended = dumpLogSegments(offsetIndexes + timeIndexes, {option});
        QVERIFY2(ended.status == 0, ended.story());
        const auto said = withoutEmptyBatches(complaints(ended.errors));
        QVERIFY2(said.isEmpty(), said);
    }
    const auto aborted = dumpLogSegments(transactionIndexes, {});
    QVERIFY2(aborted.status == 0, aborted.story());
    // Six of producer 7's and eight of producer 8's twelve transactions.
    QCOMPARE(aborted.output.count("producerId: 7 "), 6);
    QCOMPARE(aborted.output.count("producerId: 8 "), 8);
}

void LogInteroperabilityTest::kafkaReadsOurSnapshots() {
    QStringList snapshots;
    for (const auto& scenario : logScenarios())
        snapshots += filesIn(partition(QString::fromStdString(scenario.topic)), QStringLiteral("*.snapshot"));
    QVERIFY(snapshots.size() > 20);
    const auto ended = dumpLogSegments(snapshots, {});
    QVERIFY2(ended.status == 0 && complaints(ended.errors).isEmpty(), ended.story());
    QVERIFY2(ended.output.contains("producerId: 4 producerEpoch: 1 ") &&
                 ended.output.contains("producerId: 9 producerEpoch: 2 "),
             ended.story());
}

void LogInteroperabilityTest::kafkaComplainsOfADamagedIndex() {
    // So that silence above means something.
    const auto index = filesIn(partition(QStringLiteral("plain")), QStringLiteral("*.index")).value(0);
    QFile file(index);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(3));
    char byte = 0;
    QVERIFY(file.peek(&byte, 1) == 1);
    ++byte;
    QVERIFY(file.write(&byte, 1) == 1);
    file.close();
    const auto ended = dumpLogSegments({index}, {QStringLiteral("--verify-index-only")});
    QVERIFY2(complaints(ended.errors).contains("Mismatches"), ended.story());
}

void LogInteroperabilityTest::weReadKafkasLogs() {
    const auto data = m_temporary.path() + QStringLiteral("/kafka/data");
    const auto made = runProgram(
        QStringLiteral("/usr/bin/python3"),
        {QStringLiteral(PARTITURA_KAFKA_BROKER), QStringLiteral("write"), data, m_libraries.classPath});
    if (made.status == 3)
        QSKIP(made.output);
    QVERIFY2(made.status == 0, made.story());
    log::ReadOnlyStorage storage;
    const auto contents = log::readDataDirectory(storage, data.toStdString());
    QVERIFY(contents.ok());
    QVERIFY2(contents->problems.empty(),
             contents->problems.kept.empty() ? "" : contents->problems.kept[0].what.c_str());
    QVERIFY(contents->foreign.empty());
    QVERIFY(contents->wasCleanShutdown);
    QVERIFY(contents->partitions.size() >= 12);
    for (const auto& name : contents->partitions) {
        const auto path = contents->path + "/" + name;
        const auto found = log::readPartition(storage, path);
        QVERIFY2(found->problems.empty() && found->foreign.empty(), name.c_str());
        QVERIFY(!found->topicId.isZero());
        for (const auto& segment : found->segments) {
            const auto facts = log::checkSegment(
                storage, segment, {.records = true, .indexes = true, .leaderEpochs = found->leaderEpochs});
            QVERIFY2(facts.problems.empty(),
                     facts.problems.kept.empty()
                         ? ""
                         : (facts.problems.kept[0].file + facts.problems.kept[0].what).c_str());
        }
        if (found->name->partition.topic.starts_with("__"))
            continue; // DumpLogSegments prints control records of Kafka's own in forms of their own
        compareLogs(QString::fromStdString(path));
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(LogInteroperabilityTest)
#include "log_interoperability_test.moc"
