#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

static void initTranslations() {
    Q_INIT_RESOURCE(translations);
}

namespace partitura::ui {

Language::Language(QObject* parent)
    : QObject(parent) {
    initTranslations();
}

const std::vector<Language::Choice>& Language::choices() {
    static const std::vector<Choice> all = {{QStringLiteral("en"), QStringLiteral("English")},
                                            {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return all;
}

QString Language::systemChoice() {
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

void Language::set(const QString& code) {
    const bool known =
        std::ranges::any_of(choices(), [&](const Choice& choice) { return choice.code == code; });
    const QString wanted = known ? code : QStringLiteral("en");
    if (wanted == m_code && !m_own.isEmpty())
        return;
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    m_code = wanted;
    QLocale::setDefault(QLocale(wanted));
    // Qt's own words (dialog buttons, context menus of text fields).
    if (m_qt.load(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(QStringLiteral(":/i18n/partitura_") + wanted))
        QCoreApplication::installTranslator(&m_own);
    emit changed();
}

} // namespace partitura::ui
