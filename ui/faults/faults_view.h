// Faults: what can go wrong, at once or by plan; what is wrong now; and the end of all of it.
#pragma once

#include "ui/view.h"

#include <QPointer>

class QLabel;
class QPushButton;
class QSplitter;
class QToolButton;
class QTreeWidget;
class QVBoxLayout;

namespace partitura::app {
struct Action;
}

namespace partitura::ui {

class ActionForm;
class FaultList;
class FaultTiming;
struct FaultRow;

/// On the left every fault of the table of actions by what it befalls; in the middle the form of the one
/// chosen; on the right what is in force. Thread: the user interface's.
class FaultsView : public View {
    Q_OBJECT

public:
    explicit FaultsView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("faults"); }
    [[nodiscard]] QString title() const override { return tr("Faults"); }
    void setSource(app::Source* source) override;
    void setOperator(Operator* who) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

    /// What the form says now.
    [[nodiscard]] app::ActionCall call() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void showSelection() override;

private:
    void fillPalette();
    [[nodiscard]] const app::Action* chosenFault() const;
    void chooseFault(const QString& key);
    /// Makes the form anew: brokers and topics may be others than before.
    void makeForm();
    void check();
    void apply();
    void undo(const FaultRow& row);
    void undoAll();
    void copyCommand();
    void refreshList();
    void fit();

    QPointer<app::Source> m_source;
    QPointer<Operator> m_operator;
    Frame m_frame;
    QLabel* m_summary;
    QPushButton* m_undoAll;
    QSplitter* m_splitter; ///< the palette beside all else
    QSplitter* m_work;     ///< the form and what is in force
    QTreeWidget* m_palette;
    QLabel* m_name;
    QLabel* m_about;
    QVBoxLayout* m_formPlace;
    QPointer<ActionForm> m_form;
    FaultTiming* m_timing;
    QLabel* m_problem;
    QPushButton* m_apply;
    QToolButton* m_copy;
    QLabel* m_inForce;
    FaultList* m_list;
};

} // namespace partitura::ui
