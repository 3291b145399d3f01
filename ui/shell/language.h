// The language of the user interface, changed while it runs.
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

#include <vector>

namespace partitura::ui {

/// Installs the translators of one language. Widgets get LanguageChange events and set their texts again.
/// Thread: the user interface's; one per application.
class Language : public QObject {
    Q_OBJECT

public:
    struct Choice {
        QString code; ///< "en", "zh_CN": as in the names of the translation files
        QString name; ///< in that language itself, never translated
    };

    explicit Language(QObject* parent = nullptr);

    /// In the order of the menu.
    static const std::vector<Choice>& choices();
    /// The best of them for this machine's locale.
    static QString systemChoice();

    [[nodiscard]] QString code() const { return m_code; }
    /// An unknown code gives English.
    void set(const QString& code);

signals:
    void changed();

private:
    QString m_code = QStringLiteral("en");
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace partitura::ui
