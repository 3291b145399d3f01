// The first page: what this is, and one click to something alive.
#pragma once

#include "ui/style/overlay.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabBar;

namespace partitura::ui {

class Actions;
class Appearance;
class Language;

/// Lies over the window at the first start, and whenever the Help menu asks for it. What it offers are
/// actions of the window, greyed with them. All outlive it. Owned by the window. Thread: the user
/// interface's.
class WelcomePage : public Overlay {
    Q_OBJECT

public:
    WelcomePage(Actions& actions, Language& language, Appearance& appearance, QWidget* window);

    /// `servers`: where clients connect; empty hides how.
    void open(const QString& servers);

signals:
    void languageChosen(const QString& code);
    void notice(const QString& text);

protected:
    [[nodiscard]] QSize cardSize() const override;
    void changeEvent(QEvent* event) override;

private:
    /// A button that closes the page and does what the action does.
    QPushButton* buttonFor(const QString& action, const char* name);
    void showSnippet();
    void retranslate();

    Actions& m_actions;
    Language& m_language;
    Appearance& m_appearance;
    QString m_servers;
    QLabel *m_mark, *m_title, *m_words, *m_demoWords, *m_clientTitle, *m_languageCaption, *m_themeCaption;
    QPushButton *m_demo, *m_topic, *m_copy, *m_close;
    QTabBar* m_tabs;
    QPlainTextEdit* m_code;
    QWidget* m_client;
    QComboBox *m_languages, *m_themes;
};

} // namespace partitura::ui
