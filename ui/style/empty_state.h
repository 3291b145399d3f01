// What a view shows while it has nothing: what would be here, and the one action that makes it so.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace partitura::ui {

/// A centred icon, headline, teaching text and at most one button. Thread: the user interface's.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// `iconName`: an icon of ui/style/icons.h.
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);

    /// Sets the words; call again on a change of language. An empty `action` hides the button.
    void setTexts(const QString& headline, const QString& teaching, const QString& action = QString());
    /// Greys the button; `reason` becomes its tooltip.
    void setActionEnabled(bool enabled, const QString& reason = QString());

signals:
    void actionTriggered();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refreshIcon();

    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_headline;
    QLabel* m_teaching;
    QPushButton* m_action;
};

} // namespace partitura::ui
