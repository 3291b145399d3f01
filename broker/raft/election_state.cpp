#include "broker/raft/election_state.h"

#include <nlohmann/json.hpp>

namespace partitura::raft {
namespace {

constexpr int dataVersion = 1; // that with a votedDirectoryId (KIP-853)
constexpr std::uint64_t fileLimit = 64 << 10;

} // namespace

Result<ElectionState> readElectionState(Storage& storage, const std::string& path) {
    if (!storage.exists(path))
        return ElectionState();
    auto bytes = readFile(storage, path, fileLimit);
    if (!bytes)
        return bytes.error();
    const auto damaged = [&](const std::string& why) {
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + " is damaged: " + why};
    };
    const auto json = nlohmann::json::parse(bytes->begin(), bytes->end(), nullptr, false);
    const auto number = [&](const char* name) {
        const auto at = json.find(name);
        return at != json.end() && at->is_number_integer() ? std::optional(at->get<std::int32_t>())
                                                           : std::nullopt;
    };
    if (!json.is_object())
        return damaged("it holds no JSON object");
    const auto version = number("data_version");
    if (!version || *version < 0 || *version > dataVersion)
        return damaged("its data_version is not 0 or 1");
    const auto epoch = number("leaderEpoch");
    if (!epoch || *epoch < 0)
        return damaged("it has no leaderEpoch");
    ElectionState state;
    state.epoch = LeaderEpoch(*epoch);
    state.leader = BrokerId(number("leaderId").value_or(-1));
    state.voted = BrokerId(number("votedId").value_or(-1));
    if (const auto at = json.find("votedDirectoryId"); at != json.end() && at->is_string())
        state.votedDirectory = Uuid::parse(at->get<std::string>()).value_or(Uuid());
    return state;
}

Result<void> writeElectionState(Storage& storage, const std::string& path, const ElectionState& state) {
    const nlohmann::json json = {{"leaderId", state.leader.value()},
                                 {"leaderEpoch", state.epoch.value()},
                                 {"votedId", state.voted.value()},
                                 {"votedDirectoryId", toString(state.votedDirectory)},
                                 {"data_version", dataVersion}};
    return writeFileAtomically(storage, path, asBytes(json.dump()));
}

} // namespace partitura::raft
