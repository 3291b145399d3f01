// What happened in the cluster, newest first.
#pragma once

#include "ui/view.h"

class QComboBox;
class QLabel;
class QStackedLayout;

namespace partitura::ui {

class EmptyState;
class EventFilter;
class ListTable;
class EventsModel;

/// Thread: the user interface's.
class EventsView : public View {
    Q_OBJECT

public:
    explicit EventsView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("events"); }
    [[nodiscard]] QString title() const override { return tr("Events"); }
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;

private:
    void filter();

    app::Source* m_source = nullptr;
    std::shared_ptr<const app::Past> m_past; ///< whose events the model has; nullptr: the source's
    EventsModel* m_model;
    EventFilter* m_filtered;
    QComboBox* m_kind;
    QLabel* m_count;
    ListTable* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
