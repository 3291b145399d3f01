// Every visible text has its translation, a finished one, with the same placeholders; and no text bypasses
// translation.
#include <QTest>

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace {

const QString sources = QStringLiteral(PARTITURA_SOURCE_DIR);

QString translations(const QString& language) {
    return sources + QStringLiteral("/translations/partitura_%1.ts").arg(language);
}

/// One message of a .ts file.
struct Entry {
    QString context;
    QString source;
    QStringList forms; ///< more than one, or one in Chinese, where the text has a number
    bool isFinished = true;

    [[nodiscard]] QString name() const { return context + QStringLiteral(": ") + source; }
};

std::vector<Entry> entries(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        QTest::qFail(qPrintable(QStringLiteral("cannot open ") + path), __FILE__, __LINE__);
        return {};
    }
    QXmlStreamReader xml(&file);
    std::vector<Entry> all;
    Entry entry;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        const auto name = xml.name();
        if (name == QLatin1String("name")) {
            entry.context = xml.readElementText();
        } else if (name == QLatin1String("source")) {
            entry.source = xml.readElementText();
        } else if (name == QLatin1String("translation")) {
            entry.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            entry.forms.clear();
            QString text;
            while (xml.readNext() != QXmlStreamReader::EndElement ||
                   xml.name() != QLatin1String("translation")) {
                if (xml.isStartElement())
                    entry.forms << xml.readElementText();
                else if (xml.isCharacters())
                    text += xml.text();
                else if (xml.hasError())
                    break;
            }
            if (entry.forms.isEmpty())
                entry.forms << text;
            all.push_back(entry);
        }
    }
    if (xml.hasError())
        QTest::qFail(qPrintable(path + QStringLiteral(": ") + xml.errorString()), __FILE__, __LINE__);
    return all;
}

bool isBlank(const QString& text) {
    return text.trimmed().isEmpty();
}

/// "%1", "%n", "<b>" and the like, in order of the alphabet: what has to be the same in both languages.
QStringList marks(const QString& text) {
    static const QRegularExpression mark(QStringLiteral("%L?(?:\\d{1,2}|n)|</?[a-z]+>"));
    QStringList found;
    for (auto it = mark.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    return found;
}

qsizetype mnemonics(const QString& text) {
    static const QRegularExpression mnemonic(QStringLiteral("&[^&\\s]"));
    return text.count(mnemonic);
}

struct SourceFile {
    QString path;
    QString text;
};

std::vector<SourceFile> sourceFiles(const QString& folder) {
    std::vector<SourceFile> files;
    QDirIterator it(sources + QLatin1Char('/') + folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                    QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.push_back({it.filePath().sliced(sources.size() + 1), QString::fromUtf8(file.readAll())});
    }
    return files;
}

/// Where the bracket that was opened just before `begin` is closed. Brackets inside string literals do not
/// count.
qsizetype closing(const QString& text, qsizetype begin) {
    int depth = 1;
    bool quoted = false;
    for (qsizetype i = begin; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\\'))
            ++i;
        else if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (QStringLiteral("({[").contains(c))
            ++depth;
        else if (QStringLiteral(")}]").contains(c) && --depth == 0)
            return i;
    }
    return text.size();
}

/// Literals with words in them, in calls that show text, outside tr() and translate().
QStringList rawTexts(const SourceFile& file) {
    static const QRegularExpression shows(QStringLiteral(
        "\\b(?:set(?:Text|Texts|ToolTip|StatusTip|WhatsThis|WindowTitle|Title|PlaceholderText|AccessibleName|"
        "AccessibleDescription|TabText|TabToolTip|ItemText|LabelText|InformativeText|DetailedText|"
        "SpecialValueText|"
        "Suffix|Prefix|HorizontalHeaderLabels|Introduction|EmptyText|Problem)|"
        "add(?:Tab|Item|Items|Action|Menu|Row)|insert(?:Tab|Item)|show(?:Message|Notice|Text|Toast|Error)|"
        "drawText|"
        "Q(?:Label|PushButton|ToolButton|CheckBox|RadioButton|GroupBox|Action|Menu|DockWidget))\\s*[({]"));
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\\\n]|\\\\.)*)\""));
    static const QRegularExpression translated(
        QStringLiteral("\\b(?:tr|translate)\\(\\s*(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"[\\s,]*)*$|\\bicon\\(u?$"));
    static const QRegularExpression notWords(QStringLiteral("\\\\u[0-9a-fA-F]{4}|\\\\.|%\\d+|<[^>]*>"));
    static const QRegularExpression word(QStringLiteral("\\p{L}{2}"));
    QStringList found;
    for (auto calls = shows.globalMatch(file.text); calls.hasNext();) {
        const auto call = calls.next();
        const QString arguments =
            file.text.sliced(call.capturedEnd(), closing(file.text, call.capturedEnd()) - call.capturedEnd());
        for (auto literals = literal.globalMatch(arguments); literals.hasNext();) {
            const auto match = literals.next();
            QString text = match.captured(1);
            if (text == QLatin1String("Partitura") || !text.remove(notWords).contains(word) ||
                translated.match(arguments.first(match.capturedStart())).hasMatch())
                continue;
            const auto line = 1 + file.text.first(call.capturedStart()).count(QLatin1Char('\n'));
            found << QStringLiteral("%1:%2: %3").arg(file.path).arg(line).arg(match.captured());
        }
    }
    return found;
}

void languages() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Simplified Chinese") << QStringLiteral("zh_CN");
}

QByteArray report(const QString& what, const QStringList& found) {
    return (QString::number(found.size()) + QLatin1Char(' ') + what + QStringLiteral(":\n  ") +
            found.join(QStringLiteral("\n  ")))
        .toUtf8();
}

} // namespace

class UiTranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyTextIsTranslated_data() { languages(); }
    void placeholdersSurvive_data() { languages(); }

    /// Against the sources as they are now: a copy is brought up to date first, so that a text that never
    /// reached the file is missed too, and one that is no longer in the sources is found.
    void everyTextIsTranslated() {
        QFETCH(QString, language);
        const auto kept = entries(translations(language));
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("partitura_%1.ts").arg(language));
        QVERIFY(QFile::copy(translations(language), copy));
        QStringList arguments{QStringLiteral("-silent"),
                              QStringLiteral("-no-obsolete"),
                              QStringLiteral("-locations"),
                              QStringLiteral("none"),
                              QStringLiteral("-I"),
                              sources,
                              sources + QStringLiteral("/ui"),
                              sources + QStringLiteral("/app"),
                              QStringLiteral("-ts"),
                              copy};
        if (language == QLatin1String("en"))
            arguments.prepend(QStringLiteral("-pluralonly"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(sources);
        lupdate.start(QStringLiteral(PARTITURA_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(60000));
        QCOMPARE(lupdate.exitCode(), 0);
        const auto wanted = entries(copy);
        QVERIFY(!wanted.empty());
        QStringList open;
        for (const Entry& entry : wanted) {
            const bool isEmpty =
                std::any_of(entry.forms.begin(), entry.forms.end(), isBlank) && !isBlank(entry.source);
            if (!entry.isFinished || isEmpty)
                open << entry.name();
        }
        QVERIFY2(open.isEmpty(), report(QStringLiteral("without translation"), open));
        QVERIFY2(kept.size() == wanted.size(),
                 "texts that are no longer in the sources: run update_translations");
    }

    void placeholdersSurvive() {
        QFETCH(QString, language);
        QStringList wrong;
        for (const Entry& entry : entries(translations(language))) {
            for (const QString& form : entry.forms) {
                if (marks(form) != marks(entry.source) || mnemonics(form) != mnemonics(entry.source))
                    wrong << entry.name() + QStringLiteral(" = ") + form;
            }
        }
        QVERIFY2(wrong.isEmpty(), report(QStringLiteral("with other placeholders or mnemonics"), wrong));
    }

    void noTextBypassesTranslation() {
        QStringList found;
        for (const SourceFile& file : sourceFiles(QStringLiteral("ui")))
            found << rawTexts(file);
        QVERIFY2(found.isEmpty(), report(QStringLiteral("texts outside tr()"), found));
    }

    /// The scan sees what it should, and leaves alone what it should.
    void theScanKnowsRawFromTranslated() {
        const auto count = [](const char* code) {
            return rawTexts({QStringLiteral("x.cpp"), QString::fromUtf8(code)}).size();
        };
        QCOMPARE(count("label->setText(\"Hello\");"), 1);
        QCOMPARE(count("label->setText(on ? tr(\"On\") : QStringLiteral(\"Off\"));"), 1);
        QCOMPARE(count("auto* l = new QLabel(QStringLiteral(\"Name (of it)\"), this);"), 1);
        QCOMPARE(count("label->setText(tr(\"One \"\n \"two\", \"comment\").arg(x));"), 0);
        QCOMPARE(count("label->setText(QStringLiteral(\"%1 \\u2013 <b>%2</b>\").arg(a, b));"), 0);
        QCOMPARE(count("label->setObjectName(\"name\");"), 0);
        QCOMPARE(count("line->addAction(icon(u\"search\"), leading);"), 0);
        QCOMPARE(count("window.showToast(\"Done\", undo);"), 1);
    }

    /// The lines of the engine that the event list translates are still the ones it writes: every fixed part
    /// of them stands in its sources.
    void theEngineStillSaysWhatIsTranslated() {
        QString engine;
        for (const SourceFile& file : sourceFiles(QStringLiteral("broker")))
            engine += file.text;
        static const QRegularExpression between(QStringLiteral("%\\d|[()]"));
        QStringList gone;
        int lines = 0;
        for (const Entry& entry : entries(translations(QStringLiteral("zh_CN")))) {
            if (entry.context != QLatin1String("partitura::ui::EventText"))
                continue;
            ++lines;
            for (const QString& part : entry.source.split(between, Qt::SkipEmptyParts)) {
                if (!engine.contains(part))
                    gone << entry.source + QStringLiteral(" (\"") + part + QStringLiteral("\")");
            }
        }
        QVERIFY(lines > 0);
        QVERIFY2(gone.isEmpty(), report(QStringLiteral("no longer written by the engine"), gone));
    }
};

QTEST_GUILESS_MAIN(UiTranslationsTest)
#include "ui_translations_test.moc"
