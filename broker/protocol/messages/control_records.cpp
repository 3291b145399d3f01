#include "broker/protocol/messages/control_records.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

constexpr Field leaderChangeFields[] = {
    field<&LeaderChangeMessage::leaderId>("LeaderId", since(0), "Voter that was elected.",
                                          {.entity = Entity::BrokerId}),
    field<&LeaderChangeMessage::voters>("Voters", since(0), "Those who may vote in this epoch."),
    field<&LeaderChangeMessage::grantingVoters>("GrantingVoters", since(0),
                                                "Those who voted for the leader."),
};
using Voter = LeaderChangeMessage::Voter;
constexpr Field voterFields[] = {
    field<&Voter::voterId>("VoterId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Voter::voterDirectoryId>("VoterDirectoryId", since(1), about::replicaDirectoryId),
};

constexpr Field snapshotHeaderFields[] = {
    field<&SnapshotHeaderRecord::lastContainedLogTimestamp>(
        "LastContainedLogTimestamp", since(0),
        "When the last record that the snapshot stands for was appended, in ms."),
};

} // namespace

constinit const Table LeaderChangeMessage::table =
    messageTable<LeaderChangeMessage>("LeaderChangeMessage", between(0, 1), 0, leaderChangeFields);
constinit const Table Voter::table = structTable<Voter>("Voter", voterFields);
constinit const Table SnapshotHeaderRecord::table =
    messageTable<SnapshotHeaderRecord>("SnapshotHeaderRecord", only(0), 0, snapshotHeaderFields);
constinit const Table SnapshotFooterRecord::table =
    messageTable<SnapshotFooterRecord>("SnapshotFooterRecord", only(0), 0, {});

} // namespace partitura::protocol
