// What can be wrong with links, disks and requests: plain data.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/error_code.h"
#include "broker/base/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace partitura::faults {

/// How frames fare from one node to another, besides what the network does by itself. The names are those of
/// simulation::LinkConditions.
struct LinkConditions {
    Duration delayMin{};
    /// At least `delayMin`; what is above it is drawn for each frame, with a long tail.
    Duration delayMean{};
    std::uint32_t lossPerMillion = 0; ///< frames lost; over TCP that shows as a reset of their connection
    bool isClogged = false;           ///< nothing passes, nothing is lost

    bool operator==(const LinkConditions&) const = default;
};

/// How long one frame is held.
[[nodiscard]] Duration drawDelay(const LinkConditions& link, Random& random);
[[nodiscard]] bool losesFrame(const LinkConditions& link, Random& random);

/// What is wrong with a disk. The names are those of simulation::DiskFaults.
struct DiskConditions {
    /// Files grow by so many bytes more; the write that would exceed it leaves what fits and fails. What is
    /// cut or removed is free again.
    std::optional<std::uint64_t> bytesFree;
    bool failsWrites = false;         ///< with a part written
    bool failsSyncs = false;          ///< of files and directories
    std::uint64_t readFlipsOneIn = 0; ///< one read in so many, by chance, has a bit inverted; 0 is never
    Duration operationTakes{};        ///< each read, write or sync takes so much longer, up to 10 s
    bool slowsBackgroundOnly = false; ///< operationTakes: only what the broker leaves to its background loop

    bool operator==(const DiskConditions&) const = default;
};

inline constexpr Duration operationTakesMax = std::chrono::seconds(10);
inline constexpr Duration delayMax = std::chrono::minutes(10);

/// What is to befall requests that reach a broker over a connection.
struct RequestFault {
    enum class Sender { any, clients, brokers };
    std::int16_t apiKey = -1; ///< -1: of every API
    std::uint64_t count = 1;  ///< of the next so many
    Sender from = Sender::clients;
    /// Answered so instead of being handled; NONE: handled.
    ErrorCode error = ErrorCode::NONE;
    Duration delay{};       ///< before it is handled or answered
    bool isDropped = false; ///< neither handled nor answered; its connection stays mute

    bool operator==(const RequestFault&) const = default;
};

/// All that connect and are no broker of the cluster.
inline constexpr std::string_view clientsName = "clients";
/// `broker-2`, as in a simulation.
[[nodiscard]] std::string nodeName(std::int32_t broker);
/// Who sends requests under this client id: a broker's name, for brokers' connections are called
/// `broker-2-fetcher` and such; else "clients".
[[nodiscard]] std::string_view senderOf(std::string_view clientId);

} // namespace partitura::faults
