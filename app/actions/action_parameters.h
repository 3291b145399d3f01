// Values that several actions take, for the files that hold the rows of the table.
#pragma once

#include "app/actions/action.h"

#include <QtGlobal>

namespace partitura::app {

using enum ParameterKind;

inline constexpr auto fault = Action::Kind::fault;

inline constexpr std::int64_t delayMaxUs = 600'000'000; // faults::delayMax
inline constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t most32 = std::numeric_limits<std::int32_t>::max();

inline Parameter theBroker(bool isRequired = true) {
    return {"broker",
            "BROKER",
            broker,
            QT_TRANSLATE_NOOP("Actions", "Broker"),
            QT_TRANSLATE_NOOP("Actions", "The broker's id"),
            isRequired};
}
inline Parameter theTopic(bool isRequired = true) {
    return {"topic",
            "TOPIC",
            topic,
            QT_TRANSLATE_NOOP("Actions", "Topic"),
            QT_TRANSLATE_NOOP("Actions", "The topic"),
            isRequired};
}
inline Parameter thePartition(bool isRequired = true) {
    return {"partition",
            "PARTITION",
            partition,
            QT_TRANSLATE_NOOP("Actions", "Partition"),
            QT_TRANSLATE_NOOP("Actions", "The partition's number"),
            isRequired,
            0,
            most32};
}
inline Parameter theGroup() {
    return {"group",
            "GROUP",
            group,
            QT_TRANSLATE_NOOP("Actions", "Group"),
            QT_TRANSLATE_NOOP("Actions", "The consumer group"),
            true};
}
inline Parameter both() {
    return {"both", "--both", flag, QT_TRANSLATE_NOOP("Actions", "Both ways"),
            QT_TRANSLATE_NOOP("Actions", "Also the other way")};
}
inline std::vector<Parameter> betweenNodes(std::vector<Parameter> more = {}) {
    std::vector<Parameter> all = {
        {"from", "FROM", node, QT_TRANSLATE_NOOP("Actions", "From"),
         QT_TRANSLATE_NOOP("Actions", "A broker's id, or clients"), true},
        {"to", "TO", node, QT_TRANSLATE_NOOP("Actions", "To"),
         QT_TRANSLATE_NOOP("Actions", "A broker's id, or clients"), true},
    };
    all.insert(all.end(), more.begin(), more.end());
    return all;
}
inline Parameter bytesFree(bool isRequired = false) {
    return {"bytesFree",
            "--bytes-free",
            number,
            QT_TRANSLATE_NOOP("Actions", "Bytes left"),
            QT_TRANSLATE_NOOP("Actions", "Files grow by so many bytes more"),
            isRequired,
            0,
            most,
            isRequired ? "1000000" : ""};
}
inline Parameter diskSlowness(bool isRequired = false) {
    return {"operationTakesUs",
            "--slow",
            milliseconds,
            QT_TRANSLATE_NOOP("Actions", "Each operation takes longer by"),
            QT_TRANSLATE_NOOP("Actions", "Each operation takes so many milliseconds longer"),
            isRequired,
            0,
            delayMaxUs,
            isRequired ? "50" : ""};
}
inline Parameter backgroundOnly() {
    return {"slowsBackgroundOnly", "--background-only", flag, QT_TRANSLATE_NOOP("Actions", "Background only"),
            QT_TRANSLATE_NOOP("Actions", "Only those that the broker does not wait for")};
}
inline Parameter readFlips(bool isRequired = false) {
    return {"readFlipsOneIn",
            "--flip-reads",
            number,
            QT_TRANSLATE_NOOP("Actions", "One read in"),
            QT_TRANSLATE_NOOP("Actions", "One read in so many has a bit inverted"),
            isRequired,
            0,
            most,
            isRequired ? "1000" : ""};
}
inline Parameter ofApi() {
    return {"api", "--api", api, QT_TRANSLATE_NOOP("Actions", "API"),
            QT_TRANSLATE_NOOP("Actions", "Of this API, such as Produce (default: all)")};
}
inline Parameter howMany() {
    return {"count",
            "--count",
            number,
            QT_TRANSLATE_NOOP("Actions", "How many"),
            QT_TRANSLATE_NOOP("Actions", "The next so many (default: 1)"),
            false,
            0,
            most,
            "1"};
}
inline Parameter withError(bool isRequired = false) {
    return {"error",
            "--error",
            error,
            QT_TRANSLATE_NOOP("Actions", "Error"),
            QT_TRANSLATE_NOOP("Actions", "Answer with this error, such as NOT_LEADER_OR_FOLLOWER"),
            isRequired,
            0,
            most,
            isRequired ? "NOT_LEADER_OR_FOLLOWER" : ""};
}
inline Parameter requestDelay(bool isRequired = false) {
    return {"delayUs",
            "--delay",
            milliseconds,
            QT_TRANSLATE_NOOP("Actions", "Delay"),
            QT_TRANSLATE_NOOP("Actions", "Wait so many milliseconds before handling or answering"),
            isRequired,
            0,
            delayMaxUs,
            isRequired ? "500" : ""};
}
inline Parameter ofSender() {
    return {"from",
            "--from",
            choice,
            QT_TRANSLATE_NOOP("Actions", "Sent by"),
            QT_TRANSLATE_NOOP("Actions", "Those of clients (default), brokers or any"),
            false,
            0,
            most,
            "clients",
            "clients,brokers,any"};
}
inline Parameter seed() {
    return {"seed",
            "--seed",
            number,
            QT_TRANSLATE_NOOP("Actions", "Seed"),
            QT_TRANSLATE_NOOP("Actions", "What is drawn by chance follows from it (default: 1)"),
            false,
            0,
            most,
            "1"};
}

inline Parameter when(Parameter parameter, const char* condition) {
    parameter.when = condition;
    return parameter;
}

} // namespace partitura::app
