// The values an action takes, asked for.
#pragma once

#include "app/actions/action.h"
#include "app/workload/workloads.h"
#include "broker/observe/snapshot.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QFormLayout;
class QLabel;

namespace partitura::ui {

/// A form made from the parameters of an action: a field for each, named by it, with its unit, its choices
/// out of the snapshot and its help as tooltip. Thread: the user interface's.
class ActionForm : public QWidget {
    Q_OBJECT

public:
    /// Values of `known` are filled in; what it does not name begins with the table's. `workloads` are those
    /// to choose from; null: there are none. Fields named in `without` are asked for elsewhere.
    ActionForm(const app::Action& action, app::ActionCall known,
               std::shared_ptr<const observe::ClusterSnapshot> snapshot,
               std::shared_ptr<const app::WorkloadsSnapshot> workloads = nullptr,
               const QStringList& without = {}, QWidget* parent = nullptr);

    [[nodiscard]] const app::Action& action() const { return m_action; }
    /// What is filled in now, as far as it can be read.
    [[nodiscard]] app::ActionCall call() const;
    /// Why it cannot be called as it is, in the user's language; empty if it can.
    [[nodiscard]] QString problem() const;
    /// Says of the brokers to choose from how they are now; what is chosen stays.
    void showStates(std::shared_ptr<const observe::ClusterSnapshot> snapshot);
    /// For labels to stand in one column with another form's.
    [[nodiscard]] const QFormLayout& form() const { return *m_layout; }
    /// Nothing is asked for.
    [[nodiscard]] bool isEmpty() const { return m_fields.empty(); }

signals:
    void changed();

private:
    /// One value: its widget, and how to read it as text. nullopt from `read`: nothing is given.
    struct Field {
        const app::Parameter* parameter;
        QWidget* label;
        QWidget* row;
        std::function<std::optional<Result<app::Argument>>()> read;
    };

    void addField(const app::Parameter& parameter);
    void addChoices(const app::Parameter& parameter);
    void addLine(const app::Parameter& parameter);
    void addFlag(const app::Parameter& parameter);
    void addTexts(const app::Parameter& parameter);
    void addJson(const app::Parameter& parameter);
    void addBrokers(const app::Parameter& parameter);
    void add(const app::Parameter& parameter, QWidget* field,
             std::function<std::optional<Result<app::Argument>>()> read, QWidget* beside = nullptr,
             QWidget* below = nullptr);
    [[nodiscard]] std::vector<std::pair<QString, QString>> choicesOf(const app::Parameter& parameter) const;
    /// What a field begins with, as text.
    [[nodiscard]] QString beginning(const app::Parameter& parameter) const;
    [[nodiscard]] bool counts(const app::Parameter& parameter) const;
    void refresh();

    const app::Action& m_action;
    app::ActionCall m_known;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    std::shared_ptr<const app::WorkloadsSnapshot> m_workloads;
    QFormLayout* m_layout;
    std::vector<Field> m_fields;
};

} // namespace partitura::ui
