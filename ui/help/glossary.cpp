#include "ui/help/glossary.h"

#include "ui/style/icons.h"

#include <QFile>
#include <QLocale>

namespace partitura::ui {

namespace {

/// Cells of a row of a Markdown table, without the backticks; a bar may be written "\|".
QStringList cellsOf(const QString& line) {
    const QString trimmed = line.trimmed();
    if (!trimmed.startsWith(QLatin1Char('|')) || !trimmed.endsWith(QLatin1Char('|')) || trimmed.size() < 2)
        return {};
    QStringList cells(QString{});
    for (qsizetype i = 1; i + 1 < trimmed.size(); ++i) {
        if (trimmed[i] == QLatin1Char('\\') && trimmed[i + 1] == QLatin1Char('|'))
            cells.last() += trimmed[++i];
        else if (trimmed[i] == QLatin1Char('|'))
            cells << QString();
        else if (trimmed[i] != QLatin1Char('`'))
            cells.last() += trimmed[i];
    }
    for (QString& cell : cells)
        cell = cell.trimmed();
    return cells;
}

bool isRule(const QStringList& cells) {
    for (const QString& cell : cells)
        for (const QChar c : cell)
            if (c != QLatin1Char('-') && c != QLatin1Char(':'))
                return false;
    return true;
}

QString folded(const QString& name) {
    return QString(name).replace(QLatin1Char('-'), QLatin1Char(' ')).simplified().toCaseFolded();
}

} // namespace

Glossary Glossary::parse(const QString& markdown) {
    constexpr qsizetype columns = 4;
    Glossary glossary;
    bool inTable = false;
    const QStringList lines = markdown.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        const QStringList cells = cellsOf(line);
        if (cells.size() != columns) {
            inTable = inTable && !cells.isEmpty();
            continue;
        }
        if (isRule(cells))
            inTable = true; // the line above it was the header
        else if (inTable && !cells[0].isEmpty() && !cells[1].isEmpty())
            glossary.m_terms.push_back({cells[0], cells[1], cells[2], cells[3]});
    }
    for (std::size_t at = 0; at < glossary.m_terms.size(); ++at) {
        glossary.index(glossary.m_terms[at].english, at);
        glossary.index(glossary.m_terms[at].chinese, at);
    }
    return glossary;
}

void Glossary::index(const QString& name, std::size_t at) {
    const auto add = [&](const QString& form) {
        if (const QString key = folded(form); !key.isEmpty() && !m_byName.contains(key))
            m_byName.insert(key, at);
    };
    add(name);
    const bool wide = name.contains(QChar(0xFF08));
    const auto open = name.indexOf(wide ? QChar(0xFF08) : QChar(u'('));
    const auto close = name.indexOf(wide ? QChar(0xFF09) : QChar(u')'), open + 1);
    if (open < 0 || close < 0)
        return;
    add(name.left(open));
    add(name.mid(open + 1, close - open - 1));
}

const Term* Glossary::find(const QString& name) const {
    QString key = folded(name);
    const auto look = [&](const QString& form) -> const Term* {
        const auto at = m_byName.constFind(form);
        return at != m_byName.constEnd() ? &m_terms[*at] : nullptr;
    };
    // A caption may end in a colon, a header in the arrow of its order.
    while (!key.isEmpty() && !key.back().isLetterOrNumber() && key.back() != QLatin1Char(')') &&
           key.back() != QChar(0xFF09) && key.back() != QLatin1Char('%'))
        key.chop(1);
    while (!key.isEmpty() &&
           (key.front() == QChar(0x2191) || key.front() == QChar(0x2193) || key.front().isSpace()))
        key.remove(0, 1);
    // As it stands, then as headers shorten or bend it: "log start", "partitions", "分区数".
    QStringList forms{key, key + QStringLiteral(" offset"), key + QStringLiteral("位移")};
    if (key.endsWith(QLatin1String("ies")))
        forms << key.chopped(3) + QLatin1Char('y');
    if (key.endsWith(QLatin1Char('s')) || key.endsWith(QChar(0x6570)))
        forms << key.chopped(1);
    else
        forms << key + QLatin1Char('s');
    for (const QString& form : forms)
        if (const Term* term = look(form))
            return term;
    return nullptr;
}

const Glossary& glossary() {
    static const Glossary one = [] {
        registerResources();
        QFile file(QStringLiteral(":/glossary.md"));
        return Glossary::parse(file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll())
                                                              : QString());
    }();
    return one;
}

bool glossaryInChinese() {
    return QLocale().language() == QLocale::Chinese;
}

QString termTip(const Term& term) {
    const QString bold = QStringLiteral("<b>%1</b>");
    if (!glossaryInChinese())
        return QStringLiteral("<p>%1<br>%2</p>")
            .arg(bold.arg(term.english.toHtmlEscaped()), term.meaning.toHtmlEscaped());
    return QStringLiteral("<p>%1 &nbsp;%2<br>%3</p>")
        .arg(bold.arg(term.chinese.toHtmlEscaped()), term.english.toHtmlEscaped(),
             term.meaningChinese.toHtmlEscaped());
}

} // namespace partitura::ui
