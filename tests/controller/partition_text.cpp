#include "partition_text.h"

#include "broker/controller/partition_records.h"
#include "broker/controller/replicas.h"

#include <fmt/ranges.h>

#include <map>
#include <sstream>

namespace partitura::controller::test {
namespace {

using replication::LeaderRecoveryState;

/// "a=1,2 b" by name.
std::map<std::string, std::string> words(std::string_view text) {
    std::map<std::string, std::string> found;
    std::istringstream in{std::string(text)};
    for (std::string word; in >> word;) {
        const auto equals = word.find('=');
        found[word.substr(0, equals)] = equals == std::string::npos ? "" : word.substr(equals + 1);
    }
    return found;
}

std::optional<Replicas> ids(const std::map<std::string, std::string>& words, const std::string& name) {
    const auto found = words.find(name);
    if (found == words.end())
        return std::nullopt;
    Replicas replicas;
    std::istringstream in(found->second);
    for (std::string id; std::getline(in, id, ',');)
        replicas.emplace_back(std::stoi(id));
    return replicas;
}

int number(const std::map<std::string, std::string>& words, const std::string& name, int fallback) {
    const auto found = words.find(name);
    return found == words.end() ? fallback : std::stoi(found->second);
}

void add(std::string& text, const std::string& word) {
    text += (text.empty() ? "" : " ") + word;
}

void addIds(std::string& text, const char* name, const std::optional<std::vector<std::int32_t>>& ids) {
    if (ids)
        add(text, fmt::format("{}={}", name, fmt::join(*ids, ",")));
}

std::optional<std::vector<std::int32_t>> unlessEmpty(const Replicas& replicas) {
    return replicas.empty() ? std::nullopt : std::optional(rawIds(replicas));
}

} // namespace

replication::PartitionState parseState(std::string_view text) {
    const auto given = words(text);
    replication::PartitionState state;
    state.leader = BrokerId(number(given, "leader", -1));
    state.leaderEpoch = LeaderEpoch(number(given, "epoch", 0));
    state.partitionEpoch = number(given, "partitionEpoch", 0);
    state.replicas = ids(given, "replicas").value_or(Replicas{});
    state.isr = ids(given, "isr").value_or(Replicas{});
    state.addingReplicas = ids(given, "adding").value_or(Replicas{});
    state.removingReplicas = ids(given, "removing").value_or(Replicas{});
    state.elr = ids(given, "elr").value_or(Replicas{});
    state.lastKnownElr = ids(given, "lastKnown").value_or(Replicas{});
    state.leaderRecoveryState = LeaderRecoveryState(number(given, "recovery", 0));
    return state;
}

std::string toText(const replication::PartitionState& state) {
    auto text = fmt::format("leader={} epoch={} partitionEpoch={}", state.leader.value(),
                            state.leaderEpoch.value(), state.partitionEpoch);
    addIds(text, "replicas", unlessEmpty(state.replicas));
    addIds(text, "isr", unlessEmpty(state.isr));
    addIds(text, "adding", unlessEmpty(state.addingReplicas));
    addIds(text, "removing", unlessEmpty(state.removingReplicas));
    addIds(text, "elr", unlessEmpty(state.elr));
    addIds(text, "lastKnown", unlessEmpty(state.lastKnownElr));
    if (state.leaderRecoveryState == LeaderRecoveryState::recovering)
        add(text, "recovery=1");
    return text;
}

PartitionTarget parseTarget(std::string_view text) {
    const auto given = words(text);
    PartitionTarget target;
    target.isr = ids(given, "isr");
    target.replicas = ids(given, "replicas");
    target.addingReplicas = ids(given, "adding");
    target.removingReplicas = ids(given, "removing");
    target.uncleanlyShutDown = ids(given, "uncleanly").value_or(Replicas{});
    if (given.contains("recovery"))
        target.leaderRecoveryState = LeaderRecoveryState(number(given, "recovery", 0));
    target.newLeaderEpoch = given.contains("newEpoch");
    return target;
}

ElectionRules parseRules(std::string_view text) {
    const auto given = words(text);
    ElectionRules rules;
    const auto election = given.contains("election") ? given.at("election") : "online";
    rules.election = election == "unclean"     ? Election::unclean
                     : election == "preferred" ? Election::preferred
                                               : Election::online;
    rules.mayLead = [live = ids(given, "live").value_or(Replicas{})](BrokerId id) {
        return contains(live, id);
    };
    rules.minInSyncReplicas = number(given, "min", 1);
    rules.eligibleLeaderReplicas = given.contains("elr");
    return rules;
}

std::string toText(const std::optional<protocol::PartitionChangeRecord>& record) {
    if (!record)
        return "-";
    std::string text;
    if (record->leader != leaderUnchanged)
        add(text, fmt::format("leader={}", record->leader));
    addIds(text, "isr", record->isr);
    addIds(text, "replicas", record->replicas);
    addIds(text, "adding", record->addingReplicas);
    addIds(text, "removing", record->removingReplicas);
    addIds(text, "elr", record->eligibleLeaderReplicas);
    addIds(text, "lastKnown", record->lastKnownElr);
    if (record->leaderRecoveryState >= 0)
        add(text, fmt::format("recovery={}", record->leaderRecoveryState));
    return text;
}

} // namespace partitura::controller::test
