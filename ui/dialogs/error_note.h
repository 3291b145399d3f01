// An error, standing where it happened: what, to what, what to do, and a way to copy it.
#pragma once

#include "broker/base/result.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace partitura::ui {

/// What a person can do about an error code, in the user's language; empty if there is nothing general to
/// say.
[[nodiscard]] QString errorAdvice(ErrorCode code);
/// "Kafka's name: what happened. What to do."
[[nodiscard]] QString errorText(const Error& error);

/// A line in the danger colour with a copy button; hidden while there is no error. Thread: the user
/// interface's.
class ErrorNote : public QWidget {
    Q_OBJECT

public:
    explicit ErrorNote(QWidget* parent = nullptr);

    void showError(const Error& error) { showText(errorText(error)); }
    void showText(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;
    void retranslate();

private:
    QLabel* m_text;
    QToolButton* m_copy;
};

} // namespace partitura::ui
