// `partitura dump`, in this process and as a program.
#include "app/cli/dump.h"
#include "broker/groups/group_records.h"
#include "broker/protocol/messages/control_records.h"
#include "broker/protocol/messages/metadata_records.h"
#include "broker/record/control_record.h"
#include "tests/kafka/program.h"
#include "tests/log/disk.h"
#include "tests/log/log_scenarios.h"
#include "tests/record/legacy_messages.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <memory>
#include <sys/stat.h>

using namespace partitura;
using namespace partitura::test;

namespace {

/// What a run in this process printed.
struct Printed {
    int status = 0;
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] QList<QJsonObject> objects(const QString& type) const {
        QList<QJsonObject> found;
        for (const auto& line : output.split('\n')) {
            if (line.isEmpty())
                continue;
            QJsonParseError error;
            const auto object = QJsonDocument::fromJson(line, &error).object();
            if (error.error != QJsonParseError::NoError)
                qFatal("%s: %s", qPrintable(error.errorString()), line.constData());
            if (object[QStringLiteral("type")].toString() == type)
                found << object;
        }
        return found;
    }
};

Printed run(app::DumpOptions options) {
    struct Text {
        char* data = nullptr;
        std::size_t size = 0;
        std::FILE* file = open_memstream(&data, &size);
        QByteArray take() {
            std::fclose(file);
            QByteArray text(data, static_cast<qsizetype>(size));
            std::free(data);
            return text;
        }
    };
    Text output;
    Text errors;
    Printed printed;
    printed.status = app::dump(options, output.file, errors.file);
    printed.output = output.take();
    printed.errors = errors.take();
    return printed;
}

/// Names, sizes, times and bytes of all that lies below a directory.
QByteArray imageOf(const QString& directory) {
    QStringList files;
    for (QDirIterator at(directory, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
         at.hasNext();)
        files << at.next();
    files.sort();
    QByteArray image;
    for (const auto& name : files) {
        const QFileInfo info(name);
        image += name.toUtf8() + ' ' + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
        QFile file(name);
        if (info.isFile() && file.open(QIODevice::ReadOnly))
            image += file.readAll();
    }
    return image;
}

} // namespace

class DumpTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLineOfEveryFileIsSound();
    void aBatchIsOneLine();
    void recordsShowKeysValuesAndHeaders();
    void longValuesAreCutWithTheirLength();
    void controlRecordsAreNamed();
    void controlRecordsOfTheMetadataLogAreReadFieldByField();
    void messagesOfOldFormatsAreReadAsRecords();
    void damageInMessagesOfOldFormatsIsNamed();
    void kafkasOwnTopicsAreReadFieldByField();
    void aDirectoryIsSummedUp();
    void aDirectoryOfBrokersIsSummedUp();
    void damageGivesStatusOne();
    void whatCannotBeReadGivesStatusTwo();
    void textThatWouldTurnATerminalIsEscaped();
    void nothingIsChanged();
    void theProgramEndsQuietlyWithItsReader();
    void theProgramRefusesBadUsage();

private:
    [[nodiscard]] std::string file(const char* topic, const char* suffix) const {
        return m_data + "/" + topic + "-0/00000000000000000000" + suffix;
    }
    /// A partition's directory with one log of these bytes.
    std::string logOf(const char* directory, const Bytes& bytes,
                      const char* file = "00000000000000000000.log");

    QTemporaryDir m_temporary;
    log::PosixStorage m_storage;
    std::string m_data;
};

void DumpTest::initTestCase() {
    m_data = m_temporary.path().toStdString() + "/cluster/broker-1";
    writeLogDirectory(m_storage, m_data);
}

std::string DumpTest::logOf(const char* directory, const Bytes& bytes, const char* file) {
    const auto path = m_temporary.path().toStdString() + "/" + directory;
    if (!m_storage.createDirectories(path))
        qFatal("no directory");
    auto log = m_storage.open(path + "/" + file, Storage::OpenMode::replace);
    if (!log || !(*log)->writeAt(0, bytes))
        qFatal("cannot write");
    return path + "/" + file;
}

void DumpTest::everyLineOfEveryFileIsSound() {
    int files = 0;
    for (QDirIterator at(QString::fromStdString(m_data), QDir::Files | QDir::Hidden,
                         QDirIterator::Subdirectories);
         at.hasNext();) {
        const auto path = at.next();
        if (path.endsWith(QStringLiteral("/.lock")))
            continue;
        const auto printed =
            run({.paths = {path.toStdString()}, .records = true, .verify = true, .json = true});
        QVERIFY2(printed.status == 0 && printed.errors.isEmpty(), printed.output + printed.errors);
        (void)printed.objects({}); // all of it is JSON
        ++files;
    }
    QVERIFY(files > 60);
}

void DumpTest::aBatchIsOneLine() {
    const auto printed = run({.paths = {file("idempotent", ".log")}});
    const auto lines = printed.output.split('\n');
    QCOMPARE(lines[0],
             QByteArray("batch baseOffset=0 lastOffset=2 count=3 position=0 size=238 leaderEpoch=0 "
                        "producerId=4 producerEpoch=0 baseSequence=0 lastSequence=2 "
                        "baseTimestamp=2020-09-13T12:26:40.000Z maxTimestamp=2020-09-13T12:26:40.002Z "
                        "codec=none crc=ok"));
    QVERIFY2(lines[41].startsWith("log file=\""), lines[41]);
    QVERIFY(lines[41].contains(" batches=41 records=101 "));
    const auto json = run({.paths = {file("idempotent", ".log")}, .json = true});
    const auto batches = json.objects(QStringLiteral("batch"));
    QCOMPARE(batches.size(), 41);
    QCOMPARE(batches[40][QStringLiteral("producerEpoch")].toInt(), 1);
    QCOMPARE(batches[0][QStringLiteral("maxTimestamp")].toInteger(), 1'600'000'000'002);
}

void DumpTest::recordsShowKeysValuesAndHeaders() {
    const auto records = run({.paths = {file("plain", ".log")}, .records = true, .json = true})
                             .objects(QStringLiteral("record"));
    QCOMPARE(records.size(), 202);
    QCOMPARE(records[0][QStringLiteral("key")].toString(), QStringLiteral("k0"));
    const auto& binary = records[200];
    QCOMPARE(binary[QStringLiteral("keyHex")].toString(), QStringLiteral("00ff1080"));
    QVERIFY(binary[QStringLiteral("value")].isNull());
    const auto headers = binary[QStringLiteral("headers")].toArray();
    QCOMPARE(headers.size(), 2);
    QCOMPARE(headers[0][QStringLiteral("valueHex")].toString(), QStringLiteral("00ff1080"));
    QVERIFY(headers[1][QStringLiteral("value")].isNull());
    QVERIFY(records[201][QStringLiteral("key")].isNull());
    QCOMPARE(records[201][QStringLiteral("value")].toString(), QStringLiteral("späße \"quoted\"\n"));
    const auto text = run({.paths = {file("plain", ".log")}, .records = true}).output;
    QVERIFY(
        text.contains(" key=0x00ff1080 value=null headers=[{key=\"trace\" value=0x00ff1080},{key=\"none\" "
                      "value=null}]\n"));
}

void DumpTest::longValuesAreCutWithTheirLength() {
    record::BatchBuilder builder;
    std::string umlauts = "x";
    for (int i = 0; i < 200; ++i)
        umlauts += "ä";
    builder.add(1, asBytes(umlauts), Bytes(1000, 0xff));
    const auto log = logOf("long-0", *builder.build());
    const auto cut =
        run({.paths = {log}, .records = true, .json = true}).objects(QStringLiteral("record"))[0];
    // 200 bytes would end within a character.
    QCOMPARE(cut[QStringLiteral("key")].toString().toUtf8().size(), 199);
    QCOMPARE(cut[QStringLiteral("keyBytes")].toInt(), 401);
    QCOMPARE(cut[QStringLiteral("valueHex")].toString().size(), 400);
    QCOMPARE(cut[QStringLiteral("valueBytes")].toInt(), 1000);
    const auto full = run({.paths = {log}, .records = true, .full = true, .json = true})
                          .objects(QStringLiteral("record"))[0];
    QCOMPARE(full[QStringLiteral("key")].toString(), QString::fromStdString(umlauts));
    QVERIFY(!full.contains(QStringLiteral("valueBytes")));
    QVERIFY(run({.paths = {log}, .records = true}).output.contains("...(1000 bytes)"));
}

void DumpTest::controlRecordsAreNamed() {
    std::vector<std::string> logs;
    const auto entries = m_storage.list(m_data + "/transactional-0");
    for (const auto& each : *entries)
        if (each.name.ends_with(".log"))
            logs.push_back(m_data + "/transactional-0/" + each.name);
    const auto printed = run({.paths = logs, .records = true});
    QCOMPARE(printed.output.count(" control=COMMIT coordinatorEpoch=3\n"), 10);
    QCOMPARE(printed.output.count(" control=ABORT coordinatorEpoch=3\n"), 14);
}

void DumpTest::controlRecordsOfTheMetadataLogAreReadFieldByField() {
    using record::ControlType;
    const auto control = [](std::int64_t baseOffset, ControlType type, const Bytes& value) {
        record::BatchBuilder builder(
            {.baseOffset = Offset(baseOffset), .leaderEpoch = LeaderEpoch(3), .isControl = true});
        builder.add(1, record::controlKey(type), value);
        return *builder.build();
    };
    const auto recordsOf = [&](const std::string& path) {
        const auto printed = run({.paths = {path}, .records = true, .verify = true, .json = true});
        return printed.status == 0 ? printed.objects(QStringLiteral("record")) : QList<QJsonObject>();
    };

    protocol::LeaderChangeMessage change{2, {{1, {}}, {2, {}}, {3, {}}}, {{2, {}}, {3, {}}}};
    auto bytes = control(0, ControlType::leaderChange, protocol::encodeControlRecord(change, 0));
    change.voters = {{1, Uuid{{7}}}};
    const auto newer = control(1, ControlType::leaderChange, protocol::encodeControlRecord(change, 1));
    bytes.insert(bytes.end(), newer.begin(), newer.end());
    // What is cut and what has no table stay bytes.
    const auto cut = control(2, ControlType::leaderChange, {0, 0, 0});
    bytes.insert(bytes.end(), cut.begin(), cut.end());
    const auto other = control(3, ControlType::kraftVersion, {0, 0, 0, 1, 0});
    bytes.insert(bytes.end(), other.begin(), other.end());
    const auto records = recordsOf(logOf("raft/__cluster_metadata-0", bytes));
    QCOMPARE(records.size(), 4);
    QCOMPARE(records[0][QStringLiteral("control")].toString(), QStringLiteral("LEADER_CHANGE"));
    const auto first = records[0][QStringLiteral("value")].toObject();
    QCOMPARE(first[QStringLiteral("recordType")].toString(), QStringLiteral("LeaderChangeMessage"));
    QCOMPARE(first[QStringLiteral("LeaderId")].toInt(), 2);
    QCOMPARE(first[QStringLiteral("Voters")].toArray().size(), 3);
    QCOMPARE(
        first[QStringLiteral("GrantingVoters")].toArray()[1].toObject()[QStringLiteral("VoterId")].toInt(),
        3);
    const auto second = records[1][QStringLiteral("value")].toObject();
    QCOMPARE(second[QStringLiteral("version")].toInt(), 1);
    QCOMPARE(second[QStringLiteral("Voters")]
                 .toArray()[0]
                 .toObject()[QStringLiteral("VoterDirectoryId")]
                 .toString(),
             QString::fromStdString(toString(Uuid{{7}})));
    QCOMPARE(records[2][QStringLiteral("valueHex")].toString(), QStringLiteral("000000"));
    QCOMPARE(records[3][QStringLiteral("valueHex")].toString(), QStringLiteral("0000000100"));

    auto snapshot = control(0, ControlType::snapshotHeader,
                            protocol::encodeControlRecord(protocol::SnapshotHeaderRecord{77}, 0));
    record::BatchBuilder topics({.baseOffset = Offset(1), .leaderEpoch = LeaderEpoch(3)});
    topics.add(1, std::nullopt, protocol::encodeMetadataRecord(protocol::TopicRecord{"orders", {}}, 0));
    const auto data = *topics.build();
    snapshot.insert(snapshot.end(), data.begin(), data.end());
    const auto footer = control(2, ControlType::snapshotFooter,
                                protocol::encodeControlRecord(protocol::SnapshotFooterRecord{}, 0));
    snapshot.insert(snapshot.end(), footer.begin(), footer.end());
    const auto parts =
        recordsOf(logOf("raft/__cluster_metadata-0", snapshot, "00000000000000000009-0000000003.checkpoint"));
    QCOMPARE(parts.size(), 3);
    const auto header = parts[0][QStringLiteral("value")].toObject();
    QCOMPARE(header[QStringLiteral("recordType")].toString(), QStringLiteral("SnapshotHeaderRecord"));
    QCOMPARE(header[QStringLiteral("LastContainedLogTimestamp")].toInt(), 77);
    QCOMPARE(parts[1][QStringLiteral("value")].toObject()[QStringLiteral("Name")].toString(),
             QStringLiteral("orders"));
    const auto last = parts[2][QStringLiteral("value")].toObject();
    QCOMPARE(last[QStringLiteral("recordType")].toString(), QStringLiteral("SnapshotFooterRecord"));
    QCOMPARE(last.size(), 2); // its version, and no fields
}

void DumpTest::messagesOfOldFormatsAreReadAsRecords() {
    constexpr TimestampMs t0 = 1'500'000'000'000; // 2017-07-14T02:40:00Z
    const auto pair = [](std::int8_t magic, std::int64_t offset) {
        return legacyMessage(magic, offset, t0, asBytes("k"), asBytes("first")) +
               legacyMessage(magic, offset + 1, t0 + 5, std::nullopt, std::nullopt);
    };
    // Offsets: 0; 1 and 2; 3; 4 and 5; 6 and 7, by LogAppendTime; 8 and 9, a batch of today.
    const auto zero = legacyMessage(0, 0, 0, asBytes("old"), asBytes("value"));
    const auto zeroes = legacyWrapper(0, record::Compression::lz4, 2, 0, pair(0, 1));
    const auto one = legacyMessage(1, 3, t0 + 7, std::nullopt, Bytes{0xff, 0x00});
    const auto ones = legacyWrapper(1, record::Compression::gzip, 5, t0 + 5, pair(1, 0));
    const auto appended = legacyWrapper(1, record::Compression::snappy, 7, t0 + 90, pair(1, 0), 8);
    const auto today = batchOf(2, 10, t0 + 100, {.baseOffset = Offset(8), .leaderEpoch = LeaderEpoch(3)});
    const auto log = logOf("legacy-0", zero + zeroes + one + ones + appended + today);

    const auto json = run({.paths = {log}, .records = true, .verify = true, .json = true});
    QVERIFY2(json.status == 0 && json.errors.isEmpty(), json.output + json.errors);
    QVERIFY2(json.objects(QStringLiteral("problem")).isEmpty(), json.output);
    const auto batches = json.objects(QStringLiteral("batch"));
    QCOMPARE(batches.size(), 6);
    const int magics[] = {0, 0, 1, 1, 1};
    const char* codecs[] = {"none", "lz4", "none", "gzip", "snappy", "none"};
    const int lastOffsets[] = {0, 2, 3, 5, 7, 9};
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(batches[i][QStringLiteral("codec")].toString(), QLatin1String(codecs[i]));
        QCOMPARE(batches[i][QStringLiteral("lastOffset")].toInt(), lastOffsets[i]);
        QCOMPARE(batches[i][QStringLiteral("crc")].toString(), QStringLiteral("ok"));
        QCOMPARE(batches[i].contains(QStringLiteral("magic")), i < 5);
        QCOMPARE(batches[i].contains(QStringLiteral("leaderEpoch")), i == 5);
        if (i < 5)
            QCOMPARE(batches[i][QStringLiteral("magic")].toInt(), magics[i]);
    }
    QVERIFY(batches[4][QStringLiteral("logAppendTime")].toBool());
    QVERIFY(!batches[3].contains(QStringLiteral("logAppendTime")));

    const auto records = json.objects(QStringLiteral("record"));
    QCOMPARE(records.size(), 10);
    const TimestampMs times[] = {-1, -1, -1, t0 + 7, t0, t0 + 5, t0 + 90, t0 + 90, t0 + 100, t0 + 101};
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(records[i][QStringLiteral("offset")].toInt(), i);
        QCOMPARE(records[i][QStringLiteral("timestamp")].toInteger(-1), times[i]);
    }
    QCOMPARE(records[0][QStringLiteral("key")].toString(), QStringLiteral("old"));
    QCOMPARE(records[1][QStringLiteral("value")].toString(), QStringLiteral("first"));
    QVERIFY(records[5][QStringLiteral("key")].isNull() && records[5][QStringLiteral("value")].isNull());
    QCOMPARE(records[3][QStringLiteral("valueHex")].toString(), QStringLiteral("ff00"));

    const auto text = run({.paths = {log}, .records = true}).output;
    const auto lines = text.split('\n');
    QVERIFY2(lines[0].startsWith("batch baseOffset=0 lastOffset=0 count=1 position=0 size=" +
                                 QByteArray::number(qsizetype(zero.size())) + " magic=0 "),
             text);
    QVERIFY2(lines[1].startsWith("record offset=0 ") && lines[1].endsWith(" key=\"old\" value=\"value\""),
             text);
    QVERIFY2(text.contains("maxTimestamp=2017-07-14T02:40:00.005Z codec=gzip crc=ok\n"), text);
    QVERIFY2(text.contains("logAppendTime=true codec=snappy crc=ok\n"), text);
    QVERIFY2(text.contains("record offset=4 timestamp=2017-07-14T02:40:00.000Z key=\"k\" value=\"first\"\n"),
             text);
    QVERIFY2(text.contains(" batches=6 records=7 "), text); // compressed messages count as one
}

void DumpTest::damageInMessagesOfOldFormatsIsNamed() {
    const auto whole = legacyMessage(1, 0, 5, asBytes("k"), asBytes("v"));
    auto flipped = legacyMessage(1, 1, 6, asBytes("k"), asBytes("v"));
    flipped.back() ^= 1;
    // One whose messages cannot be unpacked, though its own CRC is right.
    const auto broken = legacyMessage(1, 2, 7, std::nullopt, asBytes("no gzip"), 1);
    const auto log = logOf("legacy-damaged-0", whole + flipped + broken);
    const auto printed = run({.paths = {log}, .records = true, .json = true});
    QCOMPARE(printed.status, 1);
    const auto batches = printed.objects(QStringLiteral("batch"));
    QCOMPARE(batches.size(), 3);
    QCOMPARE(batches[0][QStringLiteral("crc")].toString(), QStringLiteral("ok"));
    QCOMPARE(batches[1][QStringLiteral("crc")].toString(), QStringLiteral("wrong"));
    QCOMPARE(batches[2][QStringLiteral("crc")].toString(), QStringLiteral("ok"));
    QSet<qint64> positions;
    for (const auto& problem : printed.objects(QStringLiteral("problem")))
        positions.insert(problem[QStringLiteral("position")].toInteger());
    QVERIFY2(positions.contains(qint64(whole.size())), printed.output);
    QVERIFY2(positions.contains(qint64(whole.size() + flipped.size())), printed.output);
    // Cut in the middle of a message, it is said where.
    auto cut = whole + whole;
    cut.resize(cut.size() - 3);
    const auto shortened = run({.paths = {logOf("legacy-cut-0", cut)}, .json = true});
    QCOMPARE(shortened.status, 1);
    QCOMPARE(shortened.objects(QStringLiteral("problem")).last()[QStringLiteral("position")].toInteger(),
             qint64(whole.size()));
}

void DumpTest::kafkasOwnTopicsAreReadFieldByField() {
    const auto commit =
        groups::encodeOffset("readers", {"orders", PartitionIndex(3)}, {.offset = Offset(42)});
    record::BatchBuilder offsets;
    offsets.add(1, commit.key, *commit.value);
    offsets.add(2, commit.key, std::nullopt);
    offsets.add(3, asBytes("\x7f\x7fnot a key"), asBytes("x"));
    const auto log = logOf("__consumer_offsets-7", *offsets.build());
    const auto records =
        run({.paths = {log}, .records = true, .json = true}).objects(QStringLiteral("record"));
    QCOMPARE(records.size(), 3);
    const auto key = records[0][QStringLiteral("key")].toObject();
    QCOMPARE(key[QStringLiteral("group")].toString(), QStringLiteral("readers"));
    QCOMPARE(key[QStringLiteral("partition")].toInt(), 3);
    QCOMPARE(records[0][QStringLiteral("value")].toObject()[QStringLiteral("offset")].toInt(), 42);
    QVERIFY(records[1][QStringLiteral("value")].isNull());
    QCOMPARE(records[2][QStringLiteral("value")].toString(), QStringLiteral("x"));

    protocol::TopicRecord topic;
    topic.name = "ord\"ers";
    record::BatchBuilder metadata;
    metadata.add(1, std::nullopt, protocol::encodeMetadataRecord(topic, 0));
    const auto image = logOf("__cluster_metadata-0", *metadata.build());
    const auto value = run({.paths = {image}, .records = true, .json = true})
                           .objects(QStringLiteral("record"))[0][QStringLiteral("value")]
                           .toObject();
    QCOMPARE(value[QStringLiteral("recordType")].toString(), QStringLiteral("TopicRecord"));
    QCOMPARE(value[QStringLiteral("Name")].toString(), QStringLiteral("ord\"ers"));
}

void DumpTest::aDirectoryIsSummedUp() {
    const auto printed = run({.paths = {m_data + "//"}, .verify = true, .json = true});
    QCOMPARE(printed.status, 0);
    const auto partitions = printed.objects(QStringLiteral("partition"));
    QCOMPARE(partitions.size(), qsizetype(logScenarios().size()));
    for (const auto& partition : partitions) {
        QCOMPARE(partition[QStringLiteral("problems")].toInt(), 0);
        QCOMPARE(partition[QStringLiteral("endOffset")].toInteger(),
                 partition[QStringLiteral("highWatermark")].toInteger());
    }
    const auto directory = printed.objects(QStringLiteral("directory"));
    QCOMPARE(directory.size(), 1);
    QCOMPARE(directory[0][QStringLiteral("clusterId")].toString(), QStringLiteral("test-cluster"));
    QVERIFY(directory[0][QStringLiteral("cleanShutdown")].toBool());
    const auto one = run({.paths = {m_data + "/gaps-0"}, .json = true});
    QCOMPARE(one.objects(QStringLiteral("partition")).size(), 1);
    QVERIFY(one.objects(QStringLiteral("segment")).size() > 1);
    const auto records = run({.paths = {m_data + "/gaps-0"}, .records = true, .json = true});
    QCOMPARE(records.objects(QStringLiteral("record")).size(), 60);
}

void DumpTest::aDirectoryOfBrokersIsSummedUp() {
    // A name such as broker-1 is that of a partition too.
    const auto printed = run({.paths = {m_temporary.path().toStdString() + "/cluster"}, .json = true});
    QCOMPARE(printed.status, 0);
    QCOMPARE(printed.objects(QStringLiteral("directory")).size(), 1);
    QCOMPARE(printed.objects(QStringLiteral("partition")).size(), qsizetype(logScenarios().size()));
}

void DumpTest::damageGivesStatusOne() {
    auto bytes = batchOf(3);
    const auto second = batchOf(2, 100, 1'600'000'000'000, {.baseOffset = Offset(3)});
    bytes.insert(bytes.end(), second.begin(), second.end());
    bytes[80] ^= 1;
    bytes.resize(bytes.size() + 30, 0);
    const auto log = logOf("damaged-0", bytes);
    const auto printed = run({.paths = {log}, .records = true, .json = true});
    QCOMPARE(printed.status, 1);
    QCOMPARE(printed.objects(QStringLiteral("batch")).size(), 2); // a wrong CRC does not end it
    const auto problems = printed.objects(QStringLiteral("problem"));
    QCOMPARE(problems.last()[QStringLiteral("what")].toString(),
             QStringLiteral("the last 30 bytes are zeros"));
    QCOMPARE(problems.last()[QStringLiteral("position")].toInteger(), qint64(bytes.size() - 30));
    QCOMPARE(run({.paths = {m_temporary.path().toStdString() + "/damaged-0"}}).status, 1);
    // An empty log is sound.
    QCOMPARE(run({.paths = {logOf("empty-0", {})}, .verify = true}).status, 0);
}

void DumpTest::whatCannotBeReadGivesStatusTwo() {
    const auto root = m_temporary.path().toStdString();
    QCOMPARE(::mkfifo((root + "/00000000000000000007.log").c_str(), 0600), 0);
    QVERIFY(m_storage.createDirectories(root + "/nothing").ok());
    logOf("other-0", {});
    QVERIFY(m_storage.rename(root + "/other-0/00000000000000000000.log", root + "/notes.txt").ok());
    for (const auto& path :
         {root + "/missing.log", root + "/00000000000000000007.log", std::string("/dev/zero"),
          root + "/nothing", root + "/notes.txt", std::string()}) {
        const auto printed = run({.paths = {path}});
        QVERIFY2(printed.status == 2 && printed.errors.count('\n') == 1 && printed.output.isEmpty(),
                 path.c_str() + printed.errors + printed.output);
        QVERIFY(printed.errors.startsWith("partitura: "));
    }
    // The others are printed all the same.
    const auto both = run({.paths = {root + "/missing.log", file("plain", ".index")}});
    QCOMPARE(both.status, 2);
    QVERIFY(both.output.contains("offsetIndexEntry offset="));
}

void DumpTest::textThatWouldTurnATerminalIsEscaped() {
    record::BatchBuilder builder;
    builder.add(1, std::nullopt, Bytes{'a', 0}); // numbers are no text
    builder.add(1, asBytes("\x1b[31m\u0085\u202e\x7f"), asBytes("a\\b"));
    const auto printed = run({.paths = {logOf("escape-0", *builder.build())}, .records = true});
    QVERIFY2(printed.output.contains("key=\"\\u001b[31m\\u0085\\u202e\\u007f\" value=\"a\\\\b\"\n"),
             printed.output);
    QVERIFY(printed.output.contains("key=null value=0x6100\n"));
}

void DumpTest::nothingIsChanged() {
    const auto path = m_temporary.path() + QStringLiteral("/cluster");
    const auto before = imageOf(path);
    QCOMPARE(run({.paths = {m_data}, .records = true, .verify = true}).status, 0);
    QCOMPARE(imageOf(path), before);
}

void DumpTest::theProgramEndsQuietlyWithItsReader() {
    const auto ended =
        runProgram(QStringLiteral("/bin/sh"),
                   {QStringLiteral("-c"),
                    QStringLiteral("\"$0\" dump --records \"$1\" \"$1\" \"$1\" \"$1\" | head -n 1"),
                    QStringLiteral(PARTITURA_PROGRAM), QString::fromStdString(m_data)});
    QVERIFY2(ended.status == 0, ended.story());
    QCOMPARE(ended.output.count('\n'), 1);
    QVERIFY2(ended.errors.isEmpty(), ended.errors);
    const auto full = runProgram(QStringLiteral("/bin/sh"),
                                 {QStringLiteral("-c"), QStringLiteral("\"$0\" dump \"$1\" > /dev/full"),
                                  QStringLiteral(PARTITURA_PROGRAM), QString::fromStdString(m_data)});
    QCOMPARE(full.status, 2);
    QVERIFY2(full.errors.startsWith("partitura: cannot write: "), full.errors);
}

void DumpTest::theProgramRefusesBadUsage() {
    const auto program = QStringLiteral(PARTITURA_PROGRAM);
    const auto dump = QStringLiteral("dump");
    QCOMPARE(runProgram(program, {dump}).status, 2);
    QCOMPARE(runProgram(program, {dump, QStringLiteral("--nonsense"), QStringLiteral("x")}).status, 2);
    const auto help = runProgram(program, {dump, QStringLiteral("--help")});
    QCOMPARE(help.status, 0);
    QVERIFY(help.output.contains("--json") && help.output.contains("offsetIndexEntry"));
    const auto whole = runProgram(program, {dump, QString::fromStdString(m_data)});
    QVERIFY2(whole.status == 0 && whole.errors.isEmpty(), whole.story());
    QVERIFY(whole.output.contains("partition path="));
}

QTEST_GUILESS_MAIN(DumpTest)
#include "dump_test.moc"
