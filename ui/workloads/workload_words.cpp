#include "ui/workloads/workload_words.h"

#include "ui/style/number_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace partitura::ui {
namespace {

using app::SpecField;
using app::SpecProblem;
using app::TemplateError;
using app::WorkloadState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::WorkloadWords)
};

struct PresetText {
    std::string_view key;
    const char* name;
    const char* lesson;
};

const PresetText presetTexts[] = {
    {"steady", QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords", "Steady"),
     QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords",
                       "An even flow and a consumer that keeps up: what all is well looks like.")},
    {"bursty", QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords", "Bursty"),
     QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords",
                       "The same average, all of it in the first two of every ten seconds: the log takes the "
                       "bursts in, lag rises and drains.")},
    {"hot-key", QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords", "Hot key"),
     QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords",
                       "One key has most of the records: one partition and one consumer drown, and more "
                       "consumers do not help.")},
    {"slow-consumer", QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords", "Slow consumer"),
     QT_TRANSLATE_NOOP(
         "partitura::ui::WorkloadWords",
         "A consumer needs longer for a record than the next takes to come: its lag grows until "
         "it gets faster or gets help.")},
    {"poison-record", QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords", "Poison record"),
     QT_TRANSLATE_NOOP("partitura::ui::WorkloadWords",
                       "Now and then comes a record its consumer cannot process: it tries for ever, and all "
                       "behind that record wait.")},
};

const PresetText* presetText(std::string_view key) {
    for (const auto& text : presetTexts)
        if (text.key == key)
            return &text;
    return nullptr;
}

QString fieldName(SpecField field) {
    switch (field) {
    case SpecField::name:
        return Words::tr("Name");
    case SpecField::clients:
        return Words::tr("Clients");
    case SpecField::topic:
        return Words::tr("Topic");
    case SpecField::perSecond:
        return Words::tr("Rate");
    case SpecField::period:
        return Words::tr("Period");
    case SpecField::duty:
        return Words::tr("Part of the period");
    case SpecField::keyCount:
        return Words::tr("Keys");
    case SpecField::skew:
        return Words::tr("Skew");
    case SpecField::hotShare:
        return Words::tr("Share of the hot key");
    case SpecField::value:
        return Words::tr("Value");
    case SpecField::padBytes:
        return Words::tr("Size");
    case SpecField::headers:
        return Words::tr("Headers");
    case SpecField::acks:
        return Words::tr("Acknowledgements");
    case SpecField::linger:
        return Words::tr("Linger");
    case SpecField::batchBytes:
        return Words::tr("Batch size");
    case SpecField::transactional:
        return Words::tr("Transactions");
    case SpecField::poison:
        return Words::tr("Poison records");
    case SpecField::topics:
        return Words::tr("Topics");
    case SpecField::group:
        return Words::tr("Group");
    case SpecField::perRecord:
        return Words::tr("Time per record");
    case SpecField::pause:
        return Words::tr("Pauses");
    case SpecField::commitInterval:
        return Words::tr("Commit interval");
    case SpecField::sessionTimeout:
        return Words::tr("Session timeout");
    }
    return {};
}

} // namespace

QString workloadStateText(WorkloadState state) {
    switch (state) {
    case WorkloadState::stopped:
        return Words::tr("Stopped");
    case WorkloadState::running:
        return Words::tr("Running");
    case WorkloadState::paused:
        return Words::tr("Paused");
    case WorkloadState::stopping:
        return Words::tr("Stopping");
    case WorkloadState::crashing:
        return Words::tr("Crashing");
    case WorkloadState::crashed:
        return Words::tr("Crashed");
    case WorkloadState::failed:
        return Words::tr("Failed");
    }
    return {};
}

QString workloadKindText(const app::WorkloadSpec& spec) {
    const int clients = int(spec.clients);
    return spec.producer() ? Words::tr("%n producer(s)", nullptr, clients)
                           : Words::tr("%n consumer(s)", nullptr, clients);
}

QString workloadTargetText(const app::WorkloadSpec& spec) {
    if (const auto* producer = spec.producer())
        return QStringLiteral("→ ") + QString::fromStdString(producer->topic);
    const auto* consumer = spec.consumer();
    QStringList topics;
    for (const auto& topic : consumer->topics)
        topics << QString::fromStdString(topic);
    return topics.join(QStringLiteral(", ")) + QStringLiteral(" → ") +
           QString::fromStdString(consumer->group);
}

QString presetName(std::string_view key) {
    const auto* text = presetText(key);
    return text ? Words::tr(text->name) : QString::fromUtf8(key.data(), qsizetype(key.size()));
}

QString presetLesson(std::string_view key) {
    const auto* text = presetText(key);
    return text ? Words::tr(text->lesson) : QString();
}

QString problemText(const SpecProblem& problem) {
    const QString field = fieldName(problem.field);
    const auto number = [](double value) {
        return value < 1 && value > 0 ? QString::number(value) : countText(std::int64_t(value));
    };
    switch (problem.kind) {
    case SpecProblem::Kind::missing:
        return Words::tr("%1 is missing.").arg(field);
    case SpecProblem::Kind::badName:
        return Words::tr("%1: Kafka's names have at most 249 letters, digits, \".\", \"_\" or \"-\".")
            .arg(field);
    case SpecProblem::Kind::outOfRange:
        return Words::tr("%1 must be from %2 to %3.").arg(field, number(problem.least), number(problem.most));
    case SpecProblem::Kind::badTemplate:
        return Words::tr("%1: the template has an error.").arg(field);
    case SpecProblem::Kind::needsAllAcks:
        return Words::tr("An idempotent producer needs acknowledgements of all in-sync replicas.");
    case SpecProblem::Kind::notSupported:
        return Words::tr("The cluster has no transactions yet.");
    }
    return {};
}

QString templateErrorText(const TemplateError& error) {
    const auto reason = [&]() -> QString {
        const auto name = QString::fromStdString(error.detail);
        switch (error.kind) {
        case TemplateError::Kind::unclosed:
            return Words::tr("this placeholder lacks its closing brace");
        case TemplateError::Kind::unknownName:
            return Words::tr("there is no placeholder {%1}; write {{ for a brace").arg(name);
        case TemplateError::Kind::unwantedOptions:
            return Words::tr("{%1} takes nothing after its name").arg(name);
        case TemplateError::Kind::badRange:
            return Words::tr("write two numbers, the lower first, such as {random:1..100}");
        case TemplateError::Kind::noChoices:
            return Words::tr("write what to choose from, such as {choice:a|b|c}");
        case TemplateError::Kind::badLength:
            return Words::tr("write how many letters, such as {text:20}; %1 in all at most")
                .arg(countText(int(app::ValueTemplate::longestText)));
        case TemplateError::Kind::tooLong:
            return Words::tr("a template has at most %1 bytes")
                .arg(countText(int(app::ValueTemplate::longestTemplate)));
        }
        return {};
    };
    return Words::tr("Column %1: %2.").arg(countText(std::int64_t(error.column)), reason());
}

} // namespace partitura::ui
