// Configs of a topic to be, asked for.
#pragma once

#include "broker/base/config_definition.h"

#include <QWidget>

#include <span>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace partitura::ui {

/// Rows of name and value, as many as one adds. Names complete from all there are; what the one in hand means
/// and has by default stands below. Thread: the user interface's.
class ConfigRows : public QWidget {
    Q_OBJECT

public:
    /// The rows of `definitions` live for ever.
    explicit ConfigRows(std::span<const ConfigDefinition> definitions, QWidget* parent = nullptr);

    /// What is filled in; rows without a name are left out.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> configs() const;
    /// What is wrong with them, in the user's language; empty if nothing is.
    [[nodiscard]] QString problem() const;

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        QWidget* widget;
        QComboBox* name;
        QLineEdit* value;
        QToolButton* remove;
    };

    void addRow();
    void removeRow(const QWidget* widget);
    void refresh();
    /// Says of the row in hand what its config is.
    void explain(const Row& row);
    [[nodiscard]] const Row* rowOf(const QWidget* widget) const;

    std::span<const ConfigDefinition> m_definitions;
    std::vector<Row> m_rows;
    QToolButton* m_add;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    QLabel* m_about;
    const QWidget* m_inHand = nullptr; ///< of the row one works in
};

} // namespace partitura::ui
