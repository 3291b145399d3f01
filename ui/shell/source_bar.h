// The bar on top: which cluster this is, how it does, and how a client connects to it.
#pragma once

#include "app/source.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QToolButton;

namespace partitura::ui {

class Actions;

/// Thread: the user interface's.
class SourceBar : public QFrame {
    Q_OBJECT

public:
    SourceBar(Actions& actions, QWidget* parent = nullptr);

    /// Puts a widget at its right, before the last button.
    void add(QWidget* widget);
    void setSource(app::Source* source);
    void retranslate();
    /// Puts the bootstrap servers on the clipboard; says so through `notice`.
    void copyBootstrapServers();

signals:
    void notice(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    QPointer<app::Source> m_source;
    QLabel* m_dot;
    QLabel* m_name;
    QLabel* m_state;
    QLabel* m_caption;
    QLabel* m_servers;
    QToolButton* m_copy;
    QLabel* m_hint;
};

} // namespace partitura::ui
