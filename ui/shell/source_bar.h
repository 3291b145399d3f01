// The bar on top: which cluster this is, how it does, and how a client connects to it.
#pragma once

#include "app/source.h"

#include <QFrame>
#include <QPointer>

#include <functional>
#include <vector>

class QLabel;
class QToolButton;

namespace partitura::ui {

class Actions;

/// A source the window can show, for the menu of sources.
struct SourceChoice {
    QString key;                   ///< stable
    std::function<QString()> text; ///< in the user's language now
    const char* icon = "broker";   ///< of ui/style/icons.h
    std::function<void()> choose;
};

/// Gives way when the window is narrow: hint, caption and words beside icons go, the addresses are cut.
/// Thread: the user interface's.
class SourceBar : public QFrame {
    Q_OBJECT

public:
    /// The actions have their menus already.
    SourceBar(Actions& actions, QWidget* parent = nullptr);

    /// Puts a widget at its right, before the buttons.
    void add(QWidget* widget);
    /// Narrower than what it holds: it leaves out.
    [[nodiscard]] QSize minimumSizeHint() const override;

    void setSource(app::Source* source);
    /// Says that the window shows the source as it was, and offers the way back where there is a now.
    void showPast(bool isPast, TimestampMs wallMs);
    /// The menu below the source's name; the first is the one shown now.
    void setChoices(std::vector<SourceChoice> choices);
    [[nodiscard]] const std::vector<SourceChoice>& choices() const { return m_choices; }
    /// The layout's name at the right, over the menu of layouts.
    void setLayoutText(const QString& text);
    void retranslate();
    /// Puts the bootstrap servers on the clipboard; says so through `notice`.
    void copyBootstrapServers();

signals:
    void notice(const QString& text);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void fillMenu();
    /// Leaves out what there is no room for.
    void fit();

    Actions& m_actions;
    std::vector<SourceChoice> m_choices;
    QPointer<app::Source> m_source;
    bool m_isPast = false;
    TimestampMs m_pastMs = noTimestamp;
    QLabel* m_dot;
    QToolButton* m_name;
    QLabel* m_state;
    QToolButton* m_toLive;
    QLabel* m_caption;
    QLabel* m_servers;
    QToolButton* m_copy;
    QLabel* m_hint;
    QToolButton* m_layout;
};

} // namespace partitura::ui
