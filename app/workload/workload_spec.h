// What a workload is to do, as a plain value: clients of one kind, how many, and their work.
#pragma once

#include "broker/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace partitura::app {

enum class RateShape { constant, bursty, wave };
enum class KeyKind { none, roundRobin, uniform, zipf, hot };
enum class Codec { none, gzip, snappy, lz4, zstd };
enum class CommitMode { interval, batch, never };
enum class Isolation { readUncommitted, readCommitted };
enum class Assignor { range, roundRobin, cooperativeSticky };
enum class PoisonAction { crash, skip, retry };

/// The names of an enumeration's values, in their order: in the workspace, on the command line, and (but for
/// the first three) what librdkafka calls them.
inline constexpr std::string_view rateShapeNames[] = {"constant", "bursty", "wave"};
inline constexpr std::string_view keyKindNames[] = {"none", "round-robin", "uniform", "zipf", "hot"};
inline constexpr std::string_view commitModeNames[] = {"interval", "batch", "never"};
inline constexpr std::string_view poisonActionNames[] = {"crash", "skip", "retry"};
inline constexpr std::string_view codecNames[] = {"none", "gzip", "snappy", "lz4", "zstd"};
inline constexpr std::string_view isolationNames[] = {"read_uncommitted", "read_committed"};
inline constexpr std::string_view assignorNames[] = {"range", "roundrobin", "cooperative-sticky"};

/// Which keys records get. A key is the prefix and a number below `count`.
struct KeySpec {
    KeyKind kind = KeyKind::uniform;
    std::int64_t count = 100; ///< 1 … mostKeys
    double skew = 1;          ///< of zipf: the n-th key is n^skew times rarer than the first
    double hotShare = 0.8;    ///< of hot: how many of the records the first key gets, 0 … 1
    std::string prefix = "key-";

    bool operator==(const KeySpec&) const = default;
};

struct ProducerSpec {
    std::string topic;
    double perSecond = 10; ///< records of each client on average; 0: as fast as it can
    RateShape shape = RateShape::constant;
    std::int64_t periodMs = 10'000; ///< of bursts and waves
    double duty = 0.2;              ///< of bursts: which part of the period they last
    KeySpec keys;
    std::string value = R"({"sequence":{sequence},"key":"{key}","at":{timestamp}})"; ///< value_template.h
    std::int64_t padBytes = 0; ///< a shorter value is filled up with spaces to so many bytes
    std::vector<std::pair<std::string, std::string>> headers;
    std::int64_t acks = -1; ///< -1 is all
    std::int64_t lingerMs = 5;
    std::int64_t batchBytes = 1'000'000;
    Codec codec = Codec::none;
    bool idempotent = true;
    bool transactional = false;   ///< not yet: the cluster has no transactions
    std::int64_t poisonEvery = 0; ///< every so many-th record is `poisonValue`; 0: none
    std::string poisonValue = "poison: this is not JSON";

    bool operator==(const ProducerSpec&) const = default;
};

struct ConsumerSpec {
    std::vector<std::string> topics;
    std::string group;
    std::int64_t perRecordUs = 0; ///< what working on one record takes
    std::int64_t pauseEvery = 0;  ///< records after which it stands still for `pauseMs`; 0: never
    std::int64_t pauseMs = 0;
    CommitMode commit = CommitMode::interval;
    std::int64_t commitIntervalMs = 1000;
    Isolation isolation = Isolation::readCommitted;
    Assignor assignor = Assignor::range;
    std::int64_t sessionTimeoutMs = 10'000; ///< how long the group waits for a member that crashed
    std::string poisonMatch;                ///< a value that contains it is poison; empty: none is
    PoisonAction poison = PoisonAction::retry;

    bool operator==(const ConsumerSpec&) const = default;
};

struct WorkloadSpec {
    std::string name; ///< unique among workloads; client ids begin with it
    std::int64_t clients = 1;
    std::uint64_t seed = 1; ///< keys, values and identifiers follow from it
    std::variant<ProducerSpec, ConsumerSpec> work;

    [[nodiscard]] const ProducerSpec* producer() const { return std::get_if<ProducerSpec>(&work); }
    [[nodiscard]] const ConsumerSpec* consumer() const { return std::get_if<ConsumerSpec>(&work); }
    bool operator==(const WorkloadSpec&) const = default;
};

inline constexpr std::int64_t mostWorkloads = 64, mostClients = 32, mostKeys = 100'000,
                              mostValueBytes = 1 << 20, mostHeaders = 32, mostTopics = 32;
inline constexpr double mostPerSecond = 1e6;
inline constexpr std::int64_t mostPerRecordUs = 60'000'000;

/// The parts of a spec that can be wrong, as a person meets them in the editor.
enum class SpecField {
    name,
    clients,
    topic,
    perSecond,
    period,
    duty,
    keyCount,
    skew,
    hotShare,
    value,
    padBytes,
    headers,
    acks,
    linger,
    batchBytes,
    transactional,
    poison,
    topics,
    group,
    perRecord,
    pause,
    commitInterval,
    sessionTimeout,
};

struct SpecProblem {
    SpecField field;
    enum class Kind { missing, badName, outOfRange, badTemplate, needsAllAcks, notSupported } kind;
    double least = 0, most = 0; ///< of outOfRange

    bool operator==(const SpecProblem&) const = default;
};

/// All that keeps it from being run, in the order of the editor; empty when nothing does.
[[nodiscard]] std::vector<SpecProblem> problemsOf(const WorkloadSpec& spec);
/// For scripts: the field as JSON names it, and what it must be. "perSecond" must be from 0 to 1000000.
[[nodiscard]] std::string toString(const SpecProblem& problem);

/// As JSON text: an array, each spec an object. A spec that is read back is the same.
[[nodiscard]] std::string toJson(std::span<const WorkloadSpec> specs);
/// Of an array, or of one alone. Absent fields get their defaults, unknown ones are left out. Errors:
/// INVALID_REQUEST and what is wrong where: no JSON, a type or a name that is none of ours.
[[nodiscard]] Result<std::vector<WorkloadSpec>> workloadsFromJson(std::string_view text);

} // namespace partitura::app
