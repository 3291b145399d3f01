// A source: the one thing every view reads and commands, whichever cluster stands behind it.
#pragma once

#include "app/actions/action_call.h"
#include "broker/base/bytes.h"
#include "broker/base/config_definition.h"
#include "broker/base/result.h"
#include "broker/base/topic_partition.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace partitura::app {

class Recording;
class Workloads;

/// What a source can do. A view greys what is off and shows `reason` as the tooltip.
struct Capabilities {
    bool createTopics = false;
    bool deleteTopics = false;
    bool addPartitions = false;
    bool produce = false;
    bool readRecords = false;
    QString reason;       ///< why something is off, in the user's language; empty when all is on
    bool operate = false; ///< the actions of administration (app/actions)
    bool faults = false;  ///< those that let something go wrong
};

struct TopicSpec {
    std::string name;
    std::int32_t partitions = 1;
    std::int16_t replicas = 1;
    std::vector<std::pair<std::string, std::string>> configs;
};

/// A config of a topic as it is in force.
struct ConfigEntry {
    std::string name;
    std::string value;
    std::string defaultValue;
    bool isSet = false; ///< on the topic; else the default is in force
    std::string documentation;
};

struct Header {
    std::string key;
    std::optional<Bytes> value; ///< nullopt is null, which is not empty
};

/// A record to produce.
struct RecordDraft {
    std::string topic;
    std::optional<PartitionIndex> partition; ///< nullopt: Kafka's default partitioner decides by key
    std::optional<Bytes> key;                ///< nullopt is null
    std::optional<Bytes> value;              ///< nullopt is a tombstone
    std::vector<Header> headers;
    std::optional<TimestampMs> timestampMs; ///< nullopt: now
};

/// What a control batch ends, if it ends a transaction.
enum class TransactionEnd { none, commit, abort };

/// The batch a record came in, as it stands in the log.
struct BatchInfo {
    Offset baseOffset;
    Offset lastOffset;
    LeaderEpoch leaderEpoch;
    std::int8_t magic = 2;
    std::uint32_t crc = 0;
    std::int16_t attributes = 0;
    std::string compression; ///< "none", "gzip", "snappy", "lz4", "zstd"
    bool logAppendTime = false;
    bool isTransactional = false;
    bool isControl = false;
    ProducerId producerId;
    ProducerEpoch producerEpoch;
    std::int32_t baseSequence = -1;
    std::int32_t recordCount = 0;
    std::int32_t sizeBytes = 0;                 ///< of the whole batch, as compressed
    TimestampMs firstTimestampMs = noTimestamp; ///< of the first record, if compaction has not replaced it
    TimestampMs maxTimestampMs = noTimestamp;   ///< greatest of its records
    TransactionEnd transactionEnd = TransactionEnd::none;
};

/// A record as read from a log. The bytes belong to `storage`, which keeps them alive.
struct Record {
    PartitionIndex partition;
    Offset offset;
    TimestampMs timestampMs = noTimestamp;
    std::optional<ByteView> key;   ///< nullopt is null
    std::optional<ByteView> value; ///< nullopt is null: a tombstone
    std::vector<std::pair<std::string_view, std::optional<ByteView>>> headers;
    ByteView bytes; ///< the whole record as encoded in its batch (uncompressed)
    std::shared_ptr<const BatchInfo> batch;
    SharedBytes storage;
};

/// Records of one partition, in offset order.
struct RecordPage {
    TopicPartition topicPartition;
    std::vector<Record> records;
    Offset nextOffset; ///< where reading goes on
    Offset logStart;
    Offset highWatermark;
};

struct RecordQuery {
    TopicPartition topicPartition;
    Offset from;                     ///< first offset wanted
    std::size_t maxRecords = 500;    ///< 1 …
    std::size_t maxBytes = 1u << 20; ///< of batches read; one batch is always returned whole
};

/// Headers of the batches of one partition, in offset order; no record is decoded.
struct BatchPage {
    TopicPartition topicPartition;
    std::vector<std::shared_ptr<const BatchInfo>> batches;
    Offset nextOffset; ///< where reading goes on
    Offset logStart;
    Offset highWatermark;
};

struct BatchQuery {
    TopicPartition topicPartition;
    Offset from;                     ///< the first batch is the one that holds it, or the next
    Offset to = Offset(INT64_MAX);   ///< no batch that begins here or later is wanted
    std::size_t maxBatches = 10'000; ///< 1 …
    std::size_t maxBytes = 1u << 20; ///< of batches read; one batch is always looked at
};

/// Where a produced record went.
struct ProducedAt {
    TopicPartition topicPartition;
    Offset offset;
};

/// A cluster to look at and to command. Owned by the composition root; views hold a plain pointer while
/// they show it.
/// Thread: the user interface's. No method waits: commands answer later through their callback, on the
/// same thread, exactly once, never inside the call; not at all once the source is destroyed.
class Source : public QObject {
    Q_OBJECT

public:
    enum class State {
        connecting,
        live,
        stopped,
        failed,
        recorded, ///< a session, not a cluster
    };

    template <typename T>
    using Answer = std::function<void(Result<T>)>;

    using QObject::QObject;

    /// What the source bar calls it, in the user's language.
    [[nodiscard]] virtual QString displayName() const = 0;
    /// Key under which the workspace remembers this source; stable over runs.
    [[nodiscard]] virtual QString workspaceKey() const = 0;
    [[nodiscard]] virtual State state() const = 0;
    /// Where clients connect ("127.0.0.1:9092,…"); empty if they cannot.
    [[nodiscard]] virtual QString bootstrapServers() const = 0;
    [[nodiscard]] virtual Capabilities capabilities() const = 0;

    /// The newest snapshot; never null. Cheap: call it once a frame.
    [[nodiscard]] virtual std::shared_ptr<const observe::ClusterSnapshot> snapshot() const = 0;
    /// Events after sequence `after`, oldest first.
    [[nodiscard]] virtual std::vector<observe::Event> events(std::uint64_t after) const = 0;

    /// What was recorded of it, for the time bar; nullptr where nothing is.
    [[nodiscard]] virtual Recording* recording() const { return nullptr; }
    /// Its clients (app/workload), which live as long as it does; nullptr where there can be none.
    [[nodiscard]] virtual Workloads* workloads() const { return nullptr; }

    virtual void createTopic(TopicSpec spec, Answer<void> answer) = 0;
    virtual void produce(RecordDraft draft, Answer<ProducedAt> answer) = 0;
    virtual void readRecords(RecordQuery query, Answer<std::shared_ptr<const RecordPage>> answer) = 0;
    /// As readRecords, without the records: cheap where only batches are looked at. Unless overridden it
    /// reads the records and leaves them.
    virtual void readBatches(BatchQuery query, Answer<std::shared_ptr<const BatchPage>> answer);
    /// First offset whose record has a timestamp ≥ `timestampMs`; the log end if none has.
    virtual void findOffset(TopicPartition topicPartition, TimestampMs timestampMs,
                            Answer<Offset> answer) = 0;

    /// Does what a call of the table of actions says. Errors: INVALID_REQUEST for what makes no sense; those
    /// of Kafka's APIs; UNSUPPORTED_VERSION from a source that can only be looked at.
    virtual void execute(ActionCall call, Answer<void> answer);
    /// What a topic to be created can be given; the rows live for ever. Empty where that is not known.
    [[nodiscard]] virtual std::span<const ConfigDefinition> topicConfigs() const { return {}; }
    /// Every config a topic has, by name, as it is in force.
    virtual void describeConfigs(std::string topic, Answer<std::vector<ConfigEntry>> answer);

signals:
    void stateChanged();
};

} // namespace partitura::app
