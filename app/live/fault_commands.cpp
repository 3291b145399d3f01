#include "app/live/fault_commands.h"

#include "broker/base/config_definition.h"
#include "broker/protocol/api_table.h"

#include <algorithm>
#include <map>

namespace partitura::app {

using namespace cluster;

namespace {

using Commands = Result<std::vector<Command>>;

Error bad(const std::string& why) {
    return {ErrorCode::INVALID_REQUEST, why};
}

Result<Duration> delayOf(const ActionCall& call, const char* field) {
    const auto count = call.number(field).value_or(0);
    if (count < 0 || count > std::chrono::duration_cast<std::chrono::microseconds>(faults::delayMax).count())
        return bad("a delay must be between 0 and 600000000 µs");
    return Duration(std::chrono::microseconds(count));
}

/// nullopt for what is no error of Kafka's.
std::optional<ErrorCode> errorCodeOf(const std::string& name) {
#define X(code, number, retriable)                                                                           \
    if (name == #code)                                                                                       \
        return ErrorCode::code;
    PARTITURA_ERROR_CODES(X)
#undef X
    return std::nullopt;
}

Result<std::int16_t> apiKeyOf(const std::string& text) {
    const auto key = parseInteger(text);
    for (const auto& api : protocol::apis())
        if (api.name == text || (key && *key == static_cast<std::int16_t>(api.key)))
            return static_cast<std::int16_t>(api.key);
    return bad("\"" + text + "\" is no API; write one such as Produce, or its key");
}

Commands brokerCommand(const ActionCall& call) {
    static const std::map<std::string_view, BrokerCommand::Kind> kinds = {
        {"broker-start", BrokerCommand::Kind::start}, {"broker-stop", BrokerCommand::Kind::stop},
        {"broker-crash", BrokerCommand::Kind::crash}, {"broker-restart", BrokerCommand::Kind::restart},
        {"broker-pause", BrokerCommand::Kind::pause}, {"broker-resume", BrokerCommand::Kind::resume},
        {"broker-add", BrokerCommand::Kind::add},     {"broker-remove", BrokerCommand::Kind::remove}};
    return std::vector<Command>{BrokerCommand{kinds.at(call.action), call.broker()}};
}

Commands cutCommand(const ActionCall& call) {
    const auto kind = call.action == "link-cut"    ? CutCommand::Kind::cut
                      : call.action == "link-heal" ? CutCommand::Kind::heal
                                                   : CutCommand::Kind::reset;
    return std::vector<Command>{CutCommand{kind, call.text("from"), call.text("to")}};
}

Commands linkCommands(const ActionCall& call) {
    LinkCommand::Change change;
    if (call.action == "link-delay") {
        const auto mean = delayOf(call, "meanUs");
        const auto least = call.has("minUs") ? delayOf(call, "minUs") : mean;
        if (!mean || !least)
            return mean ? least.error() : mean.error();
        if (*least > *mean)
            return bad("the least delay must not be above the mean");
        change.delayMean = *mean;
        change.delayMin = *least;
    } else if (call.action == "link-lose") {
        change.lossPerMillion = static_cast<std::uint32_t>(call.number("perMillion").value_or(0));
    } else {
        change.isClogged = call.action == "link-clog";
    }
    const auto from = call.text("from"), to = call.text("to");
    std::vector<Command> commands{LinkCommand{from, to, change}};
    if (call.flag("both"))
        commands.emplace_back(LinkCommand{to, from, change});
    return commands;
}

/// Cuts or heals each link between one side and the other.
Commands splitCommands(const ActionCall& call, const std::vector<BrokerId>& brokers) {
    const auto side = call.numbers("brokers");
    const auto isOnIt = [&](BrokerId id) { return std::ranges::find(side, id.value()) != side.end(); };
    for (const auto id : side)
        if (std::ranges::find(brokers, BrokerId(static_cast<std::int32_t>(id))) == brokers.end())
            return bad("There is no broker " + std::to_string(id) + ".");
    const auto kind = call.action == "network-split" ? CutCommand::Kind::cut : CutCommand::Kind::heal;
    std::vector<Command> commands;
    for (const auto one : brokers) {
        if (!isOnIt(one))
            continue;
        for (const auto other : brokers)
            if (!isOnIt(other))
                commands.emplace_back(
                    CutCommand{kind, faults::nodeName(one.value()), faults::nodeName(other.value())});
        if (call.flag("clients"))
            commands.emplace_back(
                CutCommand{kind, faults::nodeName(one.value()), std::string(faults::clientsName)});
    }
    if (commands.empty())
        return bad("There is nobody on the other side.");
    return commands;
}

Commands diskCommand(const ActionCall& call) {
    faults::DiskConditions disk;
    if (const auto free = call.number("bytesFree"))
        disk.bytesFree = static_cast<std::uint64_t>(*free);
    disk.failsWrites = call.flag("failsWrites");
    disk.failsSyncs = call.flag("failsSyncs");
    disk.readFlipsOneIn = static_cast<std::uint64_t>(call.number("readFlipsOneIn").value_or(0));
    const auto takes = delayOf(call, "operationTakesUs");
    if (!takes)
        return takes.error();
    disk.operationTakes = *takes;
    disk.slowsBackgroundOnly = call.flag("slowsBackgroundOnly");
    return std::vector<Command>{DiskCommand{call.broker(), disk}};
}

Commands requestCommand(const ActionCall& call) {
    faults::RequestFault fault;
    if (const auto api = call.text("api"); !api.empty()) {
        const auto key = apiKeyOf(api);
        if (!key)
            return key.error();
        fault.apiKey = *key;
    }
    fault.count = static_cast<std::uint64_t>(call.number("count").value_or(1));
    if (const auto error = call.text("error"); !error.empty()) {
        const auto code = errorCodeOf(error);
        if (!code)
            return bad(error + " is no error of Kafka's; write one such as NOT_LEADER_OR_FOLLOWER");
        fault.error = *code;
    }
    const auto delay = delayOf(call, "delayUs");
    if (!delay)
        return delay.error();
    fault.delay = *delay;
    fault.isDropped = call.flag("drop");
    const auto from = call.text("from");
    fault.from = from == "brokers" ? faults::RequestFault::Sender::brokers
                 : from == "any"   ? faults::RequestFault::Sender::any
                                   : faults::RequestFault::Sender::clients;
    if (fault.count > 0 && fault.error == ErrorCode::NONE && fault.delay == Duration::zero() &&
        !fault.isDropped)
        return bad("say what is to befall the requests: an error, a delay or a drop");
    if (fault.isDropped && fault.error != ErrorCode::NONE)
        return bad("a request that is dropped gets no error");
    return std::vector<Command>{RequestCommand{call.broker(), fault}};
}

} // namespace

std::optional<Commands> faultCommandsOf(const ActionCall& call, const std::vector<BrokerId>& brokers) {
    const std::string_view key = call.action;
    if (key.starts_with("broker-"))
        return brokerCommand(call);
    if (key == "link-cut" || key == "link-heal" || key == "link-reset")
        return cutCommand(call);
    if (key.starts_with("link-"))
        return linkCommands(call);
    if (key.starts_with("network-"))
        return splitCommands(call, brokers);
    if (key == "fault-disk")
        return diskCommand(call);
    if (key == "fault-request")
        return requestCommand(call);
    if (key == "flip-bit")
        return Commands(std::vector<Command>{
            FlipBitCommand{call.broker(),
                           {call.text("topic"),
                            PartitionIndex(static_cast<std::int32_t>(call.number("partition").value_or(0)))},
                           static_cast<std::uint64_t>(call.number("bit").value_or(0))}});
    if (key == "clock-skew")
        return Commands(std::vector<Command>{ClockCommand{call.broker(), call.number("skewMs").value_or(0)}});
    if (key == "fault-undo")
        return Commands(std::vector<Command>{UndoAllCommand{}});
    return std::nullopt;
}

} // namespace partitura::app
