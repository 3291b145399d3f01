// A producer of a workload.
#include "app/clients/client_run.h"
#include "app/clients/kafka_client.h"
#include "app/workload/pace.h"
#include "app/workload/record_maker.h"

#include <fmt/format.h>

namespace partitura::app {
namespace {

using namespace std::chrono_literals;

constexpr auto step = 10ms;
constexpr int flushMs = 2000;
constexpr std::uint64_t recordsAtFullSpeed = 500; // between looks at commands and answers

void onDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    auto& run = *static_cast<ClientRun*>(opaque);
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        run.errors.fetch_add(1, std::memory_order_relaxed);
        run.noteError(rd_kafka_err2str(message->err));
        return;
    }
    run.records.fetch_add(1, std::memory_order_relaxed);
    run.bytes.fetch_add(message->len + message->key_len, std::memory_order_relaxed);
    if (const auto us = rd_kafka_message_latency(message); us >= 0)
        run.latency.add(std::chrono::microseconds(us));
}

void onError(rd_kafka_t*, int error, const char* reason, void* opaque) {
    static_cast<ClientRun*>(opaque)->noteError(
        fmt::format("{}: {}", rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(error)), reason));
}

KafkaProperties propertiesOf(const ClientRun& run, std::int64_t client) {
    const auto& spec = *run.spec.producer();
    KafkaProperties properties{{"bootstrap.servers", run.servers},
                               {"client.id", run.clientId(client)},
                               {"acks", std::to_string(spec.acks)},
                               {"linger.ms", std::to_string(spec.lingerMs)},
                               {"batch.size", std::to_string(spec.batchBytes)},
                               {"compression.codec", std::string(codecNames[std::size_t(spec.codec)])},
                               {"enable.idempotence", spec.idempotent ? "true" : "false"},
                               // Java's default, so that a key finds the partition it has with other clients.
                               {"partitioner", "murmur2_random"},
                               {"queue.buffering.max.messages", "100000"},
                               {"queue.buffering.max.kbytes", "65536"},
                               {"topic.metadata.refresh.interval.ms", "10000"}};
    // Before 2.3 librdkafka gives up an idempotent producer ("sequence desynchronization") when a broker
    // crashes with several of its requests in flight: its issue 4438.
    if (spec.idempotent && rd_kafka_version() < 0x02030000)
        properties.push_back({"max.in.flight.requests.per.connection", "1"});
    return properties;
}

class Producer {
public:
    Producer(ClientRun& run, std::int64_t client, rd_kafka_t* handle)
        : m_run(run)
        , m_spec(*run.spec.producer())
        , m_handle(handle)
        , m_maker(m_spec, run.spec.seed, client) {}

    /// Sends one record, waiting while the client's queue is full.
    void send(const std::stop_token& stop) {
        const RecordOrigin origin{m_run.id, m_run.sequence.fetch_add(1, std::memory_order_relaxed) + 1};
        const auto& record = m_maker.make(origin.sequence, m_run.clock->wallTimeMs());
        const auto text = origin.text();
        const char* key = record.key ? record.key->data() : nullptr;
        const std::size_t keySize = record.key ? record.key->size() : 0;
        for (;;) {
            // The headers are librdkafka's once it has taken the record.
            auto* headers = rd_kafka_headers_new(m_spec.headers.size() + 1);
            for (const auto& [name, value] : m_spec.headers)
                rd_kafka_header_add(headers, name.data(), ssize_t(name.size()), value.data(),
                                    ssize_t(value.size()));
            rd_kafka_header_add(headers, RecordOrigin::header, -1, text.data(), ssize_t(text.size()));
            const auto error = rd_kafka_producev(
                m_handle, RD_KAFKA_V_TOPIC(m_spec.topic.c_str()), RD_KAFKA_V_KEY(key, keySize),
                RD_KAFKA_V_VALUE(const_cast<char*>(record.value.data()), record.value.size()),
                RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
            if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
                m_run.sent.fetch_add(1, std::memory_order_relaxed);
                return;
            }
            rd_kafka_headers_destroy(headers);
            if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
                m_run.sent.fetch_add(1, std::memory_order_relaxed);
                m_run.errors.fetch_add(1, std::memory_order_relaxed);
                m_run.noteError(rd_kafka_err2str(error));
                return;
            }
            if (stop.stop_requested())
                return; // it was never sent
            rd_kafka_poll(m_handle, 20);
        }
    }

private:
    ClientRun& m_run;
    const ProducerSpec& m_spec;
    rd_kafka_t* m_handle;
    RecordMaker m_maker;
};

} // namespace

void runProducer(ClientRun& run, std::int64_t client, const std::stop_token& stop) {
    auto made = makeKafkaClient(RD_KAFKA_PRODUCER, propertiesOf(run, client), [&](rd_kafka_conf_t* conf) {
        rd_kafka_conf_set_opaque(conf, &run);
        rd_kafka_conf_set_dr_msg_cb(conf, onDelivery);
        rd_kafka_conf_set_error_cb(conf, onError);
    });
    if (!made) {
        run.noteError(made.error().context);
        ++run.failed;
        return;
    }
    const auto& spec = *run.spec.producer();
    auto* handle = made->get();
    Producer producer(run, client, handle);
    Pace pace(spec.shape, std::chrono::milliseconds(spec.periodMs), spec.duty);
    auto last = run.clock->now();
    while (!stop.stop_requested()) {
        if (run.paused) {
            rest(stop, 5 * step);
            last = run.clock->now();
            continue;
        }
        const auto now = run.clock->now();
        const double perSecond = run.perSecond;
        auto due = perSecond > 0 ? pace.advance(now - last, perSecond) : recordsAtFullSpeed;
        last = now;
        for (; due > 0 && !stop.stop_requested(); --due)
            producer.send(stop);
        rd_kafka_poll(handle, 0);
        if (rd_kafka_fatal_error(handle, nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) {
            ++run.failed;
            return;
        }
        if (perSecond > 0)
            rest(stop, step);
    }
    constexpr int waiting = RD_KAFKA_PURGE_F_QUEUE, underWay = RD_KAFKA_PURGE_F_INFLIGHT;
    if (run.ending != Ending::leave) {
        ++run.crashed;
        // What it holds is lost; nothing of it is sent while the client is taken apart.
        rd_kafka_purge(handle, waiting | underWay | RD_KAFKA_PURGE_F_NON_BLOCKING);
        return;
    }
    // What could not be sent in time counts as failed. What is under way is answered if anybody answers.
    if (rd_kafka_flush(handle, flushMs) == RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    rd_kafka_purge(handle, waiting);
    if (rd_kafka_flush(handle, flushMs) == RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    rd_kafka_purge(handle, underWay);
    rd_kafka_flush(handle, flushMs);
}

} // namespace partitura::app
