#include "app/live/control_request.h"

#include "broker/protocol/api_table.h"

#include <map>

namespace partitura::app {

using namespace cluster;
using nlohmann::json;

namespace {

Duration microseconds(std::int64_t count) {
    if (count < 0 || count > std::chrono::duration_cast<std::chrono::microseconds>(faults::delayMax).count())
        throw BadRequest("a delay must be between 0 and 600000000 µs");
    return std::chrono::microseconds(count);
}

std::string nodeField(const json& request, const char* name) {
    const auto& value = request.contains(name) ? request[name] : json();
    if (value.is_number_integer())
        return faults::nodeName(field<std::int32_t>(request, name));
    return field<std::string>(request, name);
}

ErrorCode errorCodeOf(const std::string& name) {
#define X(code, number, retriable)                                                                           \
    if (name == #code)                                                                                       \
        return ErrorCode::code;
    PARTITURA_ERROR_CODES(X)
#undef X
    throw BadRequest(name + " is no error of Kafka's; write one such as NOT_LEADER_OR_FOLLOWER");
}

std::int16_t apiKeyOf(const json& value) {
    if (value.is_number_integer())
        return field<std::int16_t>({{"api", value}}, "api");
    const auto name = value.is_string() ? value.get<std::string>() : std::string();
    for (const auto& api : protocol::apis())
        if (api.name == name)
            return static_cast<std::int16_t>(api.key);
    throw BadRequest("\"" + name + "\" is no API; write one such as Produce, or its key");
}

} // namespace

BrokerCommand brokerCommandOf(const json& request) {
    static const std::map<std::string, BrokerCommand::Kind> kinds = {
        {"start", BrokerCommand::Kind::start}, {"stop", BrokerCommand::Kind::stop},
        {"crash", BrokerCommand::Kind::crash}, {"restart", BrokerCommand::Kind::restart},
        {"pause", BrokerCommand::Kind::pause}, {"resume", BrokerCommand::Kind::resume},
        {"add", BrokerCommand::Kind::add},     {"remove", BrokerCommand::Kind::remove}};
    const auto action = field<std::string>(request, "action");
    const auto kind = kinds.find(action);
    if (kind == kinds.end())
        throw BadRequest("a broker has no action \"" + action + "\"");
    const auto id = optionalField<std::int32_t>(request, "broker");
    if (!id && kind->second != BrokerCommand::Kind::add)
        throw BadRequest("\"broker\" is missing");
    return {kind->second, id ? BrokerId(*id) : BrokerId()};
}

std::vector<Command> linkCommandsOf(const json& request) {
    const auto action = field<std::string>(request, "action");
    const auto from = nodeField(request, "from"), to = nodeField(request, "to");
    if (action == "cut" || action == "heal" || action == "reset")
        return {CutCommand{action == "cut"    ? CutCommand::Kind::cut
                           : action == "heal" ? CutCommand::Kind::heal
                                              : CutCommand::Kind::reset,
                           from, to}};
    LinkCommand::Change change;
    if (action == "clog" || action == "unclog") {
        change.isClogged = action == "clog";
    } else if (action == "delay") {
        change.delayMean = microseconds(field<std::int64_t>(request, "meanUs"));
        const auto least = optionalField<std::int64_t>(request, "minUs");
        change.delayMin = least ? microseconds(*least) : *change.delayMean;
        if (*change.delayMin > *change.delayMean)
            throw BadRequest("the least delay must not be above the mean");
    } else if (action == "lose") {
        change.lossPerMillion = field<std::uint32_t>(request, "perMillion");
    } else {
        throw BadRequest("a link has no action \"" + action + "\"");
    }
    std::vector<Command> commands{LinkCommand{from, to, change}};
    if (optionalField<bool>(request, "both").value_or(false))
        commands.emplace_back(LinkCommand{to, from, change});
    return commands;
}

Command faultCommandOf(const json& request) {
    const auto action = field<std::string>(request, "action");
    if (action == "undo")
        return UndoAllCommand{};
    const BrokerId broker(field<std::int32_t>(request, "broker"));
    if (action == "disk") {
        faults::DiskConditions disk;
        disk.bytesFree = optionalField<std::uint64_t>(request, "bytesFree");
        disk.failsWrites = optionalField<bool>(request, "failsWrites").value_or(false);
        disk.failsSyncs = optionalField<bool>(request, "failsSyncs").value_or(false);
        disk.readFlipsOneIn = optionalField<std::uint64_t>(request, "readFlipsOneIn").value_or(0);
        disk.operationTakes =
            microseconds(optionalField<std::int64_t>(request, "operationTakesUs").value_or(0));
        disk.slowsBackgroundOnly = optionalField<bool>(request, "slowsBackgroundOnly").value_or(false);
        return DiskCommand{broker, disk};
    }
    if (action == "flip-bit")
        return FlipBitCommand{
            broker,
            {field<std::string>(request, "topic"), PartitionIndex(field<std::int32_t>(request, "partition"))},
            field<std::uint64_t>(request, "bit")};
    if (action == "clock")
        return ClockCommand{broker, field<std::int64_t>(request, "skewMs")};
    if (action != "request")
        throw BadRequest("there is no fault \"" + action + "\"");
    faults::RequestFault fault;
    if (request.contains("api"))
        fault.apiKey = apiKeyOf(request["api"]);
    fault.count = optionalField<std::uint64_t>(request, "count").value_or(1);
    if (const auto error = optionalField<std::string>(request, "error"))
        fault.error = errorCodeOf(*error);
    fault.delay = microseconds(optionalField<std::int64_t>(request, "delayUs").value_or(0));
    fault.isDropped = optionalField<bool>(request, "drop").value_or(false);
    const auto from = optionalField<std::string>(request, "from").value_or("clients");
    fault.from = from == "clients"   ? faults::RequestFault::Sender::clients
                 : from == "brokers" ? faults::RequestFault::Sender::brokers
                 : from == "any"     ? faults::RequestFault::Sender::any
                                     : throw BadRequest("\"from\" must be clients, brokers or any");
    if (fault.error == ErrorCode::NONE && fault.delay == Duration::zero() && !fault.isDropped)
        throw BadRequest("say what is to befall the requests: an error, a delay or a drop");
    if (fault.isDropped && fault.error != ErrorCode::NONE)
        throw BadRequest("a request that is dropped gets no error");
    return RequestCommand{broker, fault};
}

} // namespace partitura::app
