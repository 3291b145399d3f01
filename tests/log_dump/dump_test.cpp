// `partitura dump`, in this process and as a program.
#include "app/cli/dump.h"
#include "broker/groups/group_records.h"
#include "broker/protocol/messages/metadata_records.h"
#include "tests/kafka/program.h"
#include "tests/log/disk.h"
#include "tests/log/log_scenarios.h"

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
    std::string logOf(const char* directory, const Bytes& bytes);

    QTemporaryDir m_temporary;
    log::PosixStorage m_storage;
    std::string m_data;
};

void DumpTest::initTestCase() {
    m_data = m_temporary.path().toStdString() + "/cluster/broker-1";
    writeLogDirectory(m_storage, m_data);
}

std::string DumpTest::logOf(const char* directory, const Bytes& bytes) {
    const auto path = m_temporary.path().toStdString() + "/" + directory;
    if (!m_storage.createDirectories(path))
        qFatal("no directory");
    auto log = m_storage.open(path + "/00000000000000000000.log", Storage::OpenMode::replace);
    if (!log || !(*log)->writeAt(0, bytes))
        qFatal("cannot write");
    return path + "/00000000000000000000.log";
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
