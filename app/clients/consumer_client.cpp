// A consumer of a workload.
#include "app/clients/client_run.h"
#include "app/clients/kafka_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>

namespace partitura::app {
namespace {

using namespace std::chrono_literals;

constexpr int pollMs = 100;
constexpr int mostInBatch = 500; // Java's max.poll.records
constexpr auto retryEvery = 500ms;
constexpr auto shortestRest = 1ms;
constexpr Duration absencePatience = 5s;
constexpr int askMs = 1000;

KafkaProperties propertiesOf(const ClientRun& run, std::int64_t client) {
    const auto& spec = *run.spec.consumer();
    return {
        {"bootstrap.servers", run.servers},
        {"client.id", run.clientId(client)},
        {"group.id", spec.group},
        {"auto.offset.reset", "earliest"},
        {"enable.auto.commit", spec.commit == CommitMode::interval ? "true" : "false"},
        {"auto.commit.interval.ms", std::to_string(std::max<std::int64_t>(1, spec.commitIntervalMs))},
        // An offset may be committed once its record has been processed, not when it has been handed out.
        {"enable.auto.offset.store", "false"},
        {"isolation.level", std::string(isolationNames[std::size_t(spec.isolation)])},
        {"partition.assignment.strategy", std::string(assignorNames[std::size_t(spec.assignor)])},
        {"session.timeout.ms", std::to_string(spec.sessionTimeoutMs)},
        {"heartbeat.interval.ms", std::to_string(std::min<std::int64_t>(3000, spec.sessionTimeoutMs / 3))},
        {"allow.auto.create.topics", "true"},
        {"queued.max.messages.kbytes", "16384"},
        {"topic.metadata.refresh.interval.ms", "10000"}};
}

std::string_view valueOf(const rd_kafka_message_t& message) {
    return {static_cast<const char*>(message.payload), message.len};
}

std::optional<RecordOrigin> originOf(const rd_kafka_message_t& message) {
    rd_kafka_headers_t* headers = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
        rd_kafka_header_get_last(headers, RecordOrigin::header, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return std::nullopt;
    return RecordOrigin::parse({static_cast<const char*>(value), size});
}

/// Whether a broker says, in time, that there is such a topic.
bool hasTopic(rd_kafka_t* handle, const std::string& name) {
    const std::unique_ptr<rd_kafka_topic_t, decltype(&rd_kafka_topic_destroy)> topic(
        rd_kafka_topic_new(handle, name.c_str(), nullptr), &rd_kafka_topic_destroy);
    const struct rd_kafka_metadata* metadata = nullptr; // a function has that name, too
    if (rd_kafka_metadata(handle, 0, topic.get(), &metadata, askMs) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    const bool has = metadata->topic_cnt == 1 && metadata->topics[0].err == RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_metadata_destroy(metadata);
    return has;
}

/// One member of the group, on one thread.
class Consumer {
public:
    Consumer(ClientRun& run, const std::stop_token& stop)
        : m_run(run)
        , m_spec(*run.spec.consumer())
        , m_stop(stop) {}
    ~Consumer() { m_run.partitions -= m_assigned; }

    void setCallbacks(rd_kafka_conf_t* conf) {
        rd_kafka_conf_set_opaque(conf, this);
        rd_kafka_conf_set_rebalance_cb(conf, [](rd_kafka_t* handle, rd_kafka_resp_err_t what,
                                                rd_kafka_topic_partition_list_t* partitions, void* self) {
            static_cast<Consumer*>(self)->rebalance(handle, what, *partitions);
        });
        rd_kafka_conf_set_error_cb(conf, [](rd_kafka_t*, int error, const char* reason, void* self) {
            static_cast<Consumer*>(self)->noteError(static_cast<rd_kafka_resp_err_t>(error), reason);
        });
        if (m_spec.commit == CommitMode::interval)
            rd_kafka_conf_set_offset_commit_cb(
                conf, [](rd_kafka_t*, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t*,
                         void* self) { static_cast<Consumer*>(self)->committed(error); });
    }

    /// Reads until asked to stop, or until it crashes. True if it is to leave in order.
    bool work(rd_kafka_t* handle) {
        rd_kafka_poll_set_consumer(handle);
        const KafkaTopicList topics(rd_kafka_topic_partition_list_new(int(m_spec.topics.size())));
        for (const auto& topic : m_spec.topics)
            rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
        rd_kafka_subscribe(handle, topics.get());
        while (!m_stop.stop_requested()) {
            lookForAbsent(handle);
            if (m_run.paused) {
                rest(m_stop, 50ms);
                continue;
            }
            int taken = 0;
            for (int wait = pollMs; taken < mostInBatch && !m_stop.stop_requested(); wait = 0) {
                const KafkaMessage message(rd_kafka_consumer_poll(handle, wait));
                if (!message)
                    break;
                if (message->err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART && message->rkt)
                    m_absent.push_back({rd_kafka_topic_name(message->rkt),
                                        rd_kafka_message_errstr(message.get()),
                                        m_run.clock->now() + absencePatience});
                else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
                    noteError(message->err, rd_kafka_message_errstr(message.get()));
                else if (const auto fate = take(*message); fate == Fate::crash)
                    return false;
                else if (fate == Fate::processed)
                    ++taken;
            }
            if (m_spec.commit == CommitMode::batch && taken > 0 && m_run.ending != Ending::crash)
                committed(rd_kafka_commit(handle, nullptr, 0));
        }
        return m_run.ending != Ending::crash;
    }

private:
    enum class Fate { processed, left, crash };
    /// What librdkafka told, and tells but once, of a topic that is not there. It may be about to be created,
    /// by this consumer's asking or by a producer that starts beside it: an error it is if it is not there
    /// later either.
    struct Absence {
        std::string topic, reason;
        Instant until;
    };

    void lookForAbsent(rd_kafka_t* handle) {
        if (m_absent.empty() || m_run.clock->now() < m_absent.front().until)
            return;
        const auto absence = std::move(m_absent.front());
        m_absent.pop_front();
        if (!hasTopic(handle, absence.topic))
            noteError(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, absence.reason.c_str());
    }

    Fate take(const rd_kafka_message_t& message) {
        const bool poison =
            !m_spec.poisonMatch.empty() && valueOf(message).find(m_spec.poisonMatch) != std::string::npos;
        if (poison && m_spec.poison != PoisonAction::skip) {
            m_run.noteError(fmt::format("poison record in {}-{} at offset {}",
                                        rd_kafka_topic_name(message.rkt), message.partition, message.offset));
            m_run.errors.fetch_add(1, std::memory_order_relaxed);
            if (m_spec.poison == PoisonAction::crash)
                return Fate::crash;
            // Nothing but a stop gets past it: so the partitions stand still, and the lag grows.
            for (; !m_stop.stop_requested(); rest(m_stop, retryEvery)) {
                m_run.retries.fetch_add(1, std::memory_order_relaxed);
                if (m_run.ending == Ending::crashBeforeCommit)
                    return Fate::crash;
            }
            return Fate::left;
        }
        spend(std::chrono::microseconds(m_run.perRecordUs.load()));
        if (m_stop.stop_requested())
            return Fate::left; // interrupted: it was not processed
        if (poison)
            m_run.skipped.fetch_add(1, std::memory_order_relaxed);
        m_run.withCheck([&, origin = originOf(message)](DeliveryCheck& check) {
            check.processed({rd_kafka_topic_name(message.rkt), PartitionIndex(message.partition)},
                            Offset(message.offset), origin);
        });
        m_run.records.fetch_add(1, std::memory_order_relaxed);
        m_run.bytes.fetch_add(message.len + message.key_len, std::memory_order_relaxed);
        if (m_run.ending == Ending::crashBeforeCommit)
            return Fate::crash;
        rd_kafka_offset_store(message.rkt, message.partition, message.offset);
        if (m_spec.pauseEvery > 0 && ++m_sincePause >= m_spec.pauseEvery) {
            m_sincePause = 0;
            rest(m_stop, std::chrono::milliseconds(m_spec.pauseMs));
        }
        return Fate::processed;
    }

    /// Works for so long. Times too short to sleep for are gathered.
    void spend(std::chrono::microseconds time) {
        m_owed += time;
        if (m_owed < shortestRest)
            return;
        rest(m_stop, std::exchange(m_owed, 0us));
    }

    void rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t what,
                   const rd_kafka_topic_partition_list_t& partitions) {
        const auto* protocol = rd_kafka_rebalance_protocol(handle);
        const bool cooperative = protocol && std::strcmp(protocol, "COOPERATIVE") == 0;
        const auto before = m_assigned;
        rd_kafka_error_t* error = nullptr;
        if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
            ++m_run.rebalances;
            m_assigned = partitions.cnt + (cooperative ? m_assigned : 0);
            if (cooperative)
                error = rd_kafka_incremental_assign(handle, &partitions);
            else
                rd_kafka_assign(handle, &partitions);
        } else {
            m_assigned = cooperative ? m_assigned - partitions.cnt : 0;
            if (cooperative)
                error = rd_kafka_incremental_unassign(handle, &partitions);
            else
                rd_kafka_assign(handle, nullptr);
        }
        m_run.partitions += m_assigned - before;
        if (error) {
            noteError(rd_kafka_error_code(error), rd_kafka_error_string(error));
            rd_kafka_error_destroy(error);
        }
    }

    void committed(rd_kafka_resp_err_t error) {
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
            m_run.commits.fetch_add(1, std::memory_order_relaxed);
        else if (error != RD_KAFKA_RESP_ERR__NO_OFFSET)
            noteError(error, rd_kafka_err2str(error));
    }

    void noteError(rd_kafka_resp_err_t error, const char* reason) {
        m_run.errors.fetch_add(1, std::memory_order_relaxed);
        m_run.noteError(fmt::format("{}: {}", rd_kafka_err2name(error), reason));
    }

    ClientRun& m_run;
    const ConsumerSpec& m_spec;
    const std::stop_token& m_stop;
    std::int64_t m_assigned = 0;
    std::int64_t m_sincePause = 0;
    std::chrono::microseconds m_owed{0};
    std::deque<Absence> m_absent;
};

} // namespace

void runConsumer(ClientRun& run, std::int64_t client, const std::stop_token& stop) {
    Consumer consumer(run, stop);
    auto made = makeKafkaClient(RD_KAFKA_CONSUMER, propertiesOf(run, client),
                                [&](rd_kafka_conf_t* conf) { consumer.setCallbacks(conf); });
    if (!made) {
        run.noteError(made.error().context);
        ++run.failed;
        return;
    }
    if (consumer.work(made->get())) {
        rd_kafka_consumer_close(made->get());
        return;
    }
    ++run.crashed;
    // As if the process had been killed: no commit, no leaving; the session has to time out.
    rd_kafka_destroy_flags(made->release(), RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

} // namespace partitura::app
