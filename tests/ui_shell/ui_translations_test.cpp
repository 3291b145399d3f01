// Every visible text has its translation, and a finished one.
#include <QTest>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace {

const QString sources = QStringLiteral(PARTITURA_SOURCE_DIR);

/// "context: source" of every entry without a finished translation.
QStringList unfinished(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {QStringLiteral("cannot open ") + path};
    QXmlStreamReader xml(&file);
    QStringList found;
    QString context, source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QStringLiteral("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QStringLiteral("source")) {
            source = xml.readElementText();
        } else if (xml.name() == QStringLiteral("translation")) {
            const bool open = xml.attributes().hasAttribute(QStringLiteral("type"));
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (open || (text.isEmpty() && !source.trimmed().isEmpty()))
                found << context + QStringLiteral(": ") + source;
        }
    }
    if (xml.hasError())
        found << path + QStringLiteral(": ") + xml.errorString();
    return found;
}

} // namespace

class UiTranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyTextIsTranslated_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Simplified Chinese") << QStringLiteral("zh_CN");
    }

    /// Against the sources as they are now: a copy is brought up to date first, so that a text that never reached the
    /// file is missed too.
    void everyTextIsTranslated() {
        QFETCH(QString, language);
        QTemporaryDir folder;
        const QString name = QStringLiteral("partitura_%1.ts").arg(language);
        const QString copy = folder.filePath(name);
        QVERIFY(QFile::copy(sources + QStringLiteral("/translations/") + name, copy));
        QProcess lupdate;
        lupdate.setWorkingDirectory(sources);
        lupdate.start(QStringLiteral(PARTITURA_LUPDATE),
                      {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                       QStringLiteral("none"), QStringLiteral("-I"), sources, sources + QStringLiteral("/ui"),
                       sources + QStringLiteral("/app"), QStringLiteral("-ts"), copy});
        QVERIFY(lupdate.waitForFinished(60000));
        QCOMPARE(lupdate.exitCode(), 0);
        const QStringList open = unfinished(copy);
        QVERIFY2(open.isEmpty(), qPrintable(QStringLiteral("%1 without translation:\n  ").arg(open.size())
                                            + open.join(QStringLiteral("\n  "))));
    }

    void placeholdersSurvive() {
        QFile file(sources + QStringLiteral("/translations/partitura_zh_CN.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QStringLiteral("source"))
                source = xml.readElementText();
            else if (xml.name() == QStringLiteral("translation")) {
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                for (int i = 1; i <= 9; ++i)
                    QVERIFY2(source.contains(QStringLiteral("%%1").arg(i)) == text.contains(QStringLiteral("%%1").arg(i)),
                             qPrintable(source));
            }
        }
    }
};

QTEST_GUILESS_MAIN(UiTranslationsTest)
#include "ui_translations_test.moc"
