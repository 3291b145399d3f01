#include "tests/ui_support/fake_source.h"

#include <QTimer>

#include <algorithm>

namespace partitura::test {
namespace {

void putVarint(Bytes& out, std::int64_t value) {
    auto raw = (std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63);
    while (raw >= 0x80) {
        out.push_back(std::uint8_t(raw | 0x80));
        raw >>= 7;
    }
    out.push_back(std::uint8_t(raw));
}

std::string valueOf(const TopicPartition& at, std::int64_t offset) {
    static const char* cities[] = {"Lisboa", "\u6771\u4eac", "Wrocław", "São Paulo"};
    if (at.topic == "clicks")
        return "GET /item/" + std::to_string(offset % 997) + " 200";
    if (at.topic == "sensor-raw")
        return std::string("\x00\x00\x00\x2a\xff\xd8\x10", 7) + char(offset);
    return "{\"id\":" + std::to_string(9007199254740993 + offset) + ",\"customer\":{\"name\":\"customer-" +
           std::to_string(offset % 512) + "\",\"city\":\"" + cities[offset % 4] +
           "\"},\"items\":[{\"sku\":\"A-" + std::to_string(offset % 97) +
           "\",\"count\":" + std::to_string(1 + offset % 5) +
           ",\"price\":12.50}],\"paid\":" + (offset % 3 ? "true" : "false") + "}";
}

} // namespace

template <typename T>
void FakeSource::later(Answer<T> answer, Result<T> result) {
    if (failNext) {
        result = Result<T>(*failNext);
        failNext.reset();
    }
    QTimer::singleShot(0, this, [answer = std::move(answer), result = std::move(result)]() mutable {
        answer(std::move(result));
    });
}

FakeSource::FakeSource() {
    addTopic("__consumer_offsets", 50, 120, true);
    addTopic("clicks", 12, 482'113);
    addTopic("orders", 6, 1'745'002);
    addTopic("payments", 3, 90'210);
    addTopic("sensor-raw", 4, 1'204);
    auto& orders = m_topics[2];
    orders.partitions[1].isr.pop_back();
    orders.partitions[1].replicaStates[2].inSync = false;
    orders.partitions[1].replicaStates[2].logEnd = orders.partitions[1].logEnd - 4213;
    orders.partitions[4].replicaStates[1].logEnd = orders.partitions[4].logEnd - 37;
    orders.partitions[4].replicaStates[1].caughtUpMs = fakeStartMs - 4000;
    auto& payments = m_topics[3];
    payments.partitions[2].replicaStates[1].online = false;
    payments.partitions[2].replicaStates[1].inSync = false;
    payments.partitions[2].isr.erase(payments.partitions[2].isr.begin() + 1);

    const auto group = [&](const char* id, observe::GroupState state, const std::string& topic, int members,
                           std::int64_t behind) {
        observe::GroupSnapshot g;
        g.id = id;
        g.state = state;
        g.protocolType = "consumer";
        g.protocol = members > 0 ? "cooperative-sticky" : "";
        g.generation = 7;
        g.coordinator = BrokerId(2);
        const auto it =
            std::find_if(m_topics.begin(), m_topics.end(), [&](const auto& t) { return t.name == topic; });
        for (const auto& partition : it->partitions) {
            observe::CommittedOffsetSnapshot offset;
            offset.topic = topic;
            offset.partition = partition.index;
            offset.logEnd = partition.logEnd;
            offset.offset = partition.logEnd - behind * (1 + partition.index.value());
            offset.committedAtMs = fakeStartMs;
            g.offsets.push_back(offset);
        }
        for (int m = 0; m < members; ++m) {
            observe::GroupMemberSnapshot member;
            member.clientId = "consumer-" + std::to_string(m + 1);
            member.memberId = member.clientId + "-5c1f8a0e-7d11-4b7e-9f55-00000000000" + std::to_string(m);
            member.clientHost = "/127.0.0.1";
            std::vector<PartitionIndex> assigned;
            for (int p = m; p < int(it->partitions.size()); p += members)
                assigned.emplace_back(p);
            member.assignment.emplace_back(topic, assigned);
            g.members.push_back(std::move(member));
        }
        if (members > 0)
            g.leaderMemberId = g.members.front().memberId;
        m_groups.push_back(std::move(g));
    };
    group("billing", observe::GroupState::stable, "payments", 3, 0);
    group("fraud-detector", observe::GroupState::preparingRebalance, "orders", 2, 1830);
    group("nightly-report", observe::GroupState::empty, "orders", 0, 52'000);
    group("test_group", observe::GroupState::stable, "clicks", 4, 12);
    group("warehouse", observe::GroupState::completingRebalance, "orders", 3, 240);
    publish();
}

void FakeSource::addTopic(const std::string& name, int partitions, std::int64_t records, bool internal) {
    observe::TopicSnapshot topic;
    topic.name = name;
    topic.id.bytes[0] = std::uint8_t(m_topics.size() + 1);
    topic.isInternal = internal;
    for (int i = 0; i < partitions; ++i) {
        observe::PartitionSnapshot p;
        p.index = PartitionIndex(i);
        p.leader = BrokerId(1 + i % 3);
        p.leaderEpoch = LeaderEpoch(3 + i % 2);
        p.logEnd = p.highWatermark = p.lastStable = Offset(records + i * 11);
        for (int r = 0; r < 3; ++r) {
            const BrokerId broker(1 + (i + r) % 3);
            p.replicas.push_back(broker);
            p.isr.push_back(broker);
            observe::ReplicaSnapshot replica;
            replica.broker = broker;
            replica.isLeader = r == 0;
            replica.inSync = replica.online = true;
            replica.logEnd = replica.highWatermark = p.logEnd;
            replica.sizeBytes = std::uint64_t(p.logEnd.value()) * 142;
            replica.caughtUpMs = r == 0 ? noTimestamp : fakeStartMs;
            p.replicaStates.push_back(replica);
        }
        topic.partitions.push_back(std::move(p));
    }
    m_topics.push_back(std::move(topic));
    std::sort(m_topics.begin(), m_topics.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    publish();
}

void FakeSource::setBounds(const std::string& name, int partition, std::int64_t start, std::int64_t end) {
    for (auto& topic : m_topics) {
        if (topic.name != name)
            continue;
        auto& p = topic.partitions[std::size_t(partition)];
        p.logStart = Offset(start);
        p.logEnd = p.highWatermark = p.lastStable = Offset(end);
    }
    publish();
}

void FakeSource::clearTopics() {
    m_topics.clear();
    publish();
}

void FakeSource::clearGroups() {
    m_groups.clear();
    publish();
}

void FakeSource::advance(int ms) {
    m_timeMs += ms;
    for (auto& topic : m_topics) {
        if (topic.isInternal || topic.name == "sensor-raw")
            continue;
        for (auto& p : topic.partitions) {
            const auto records = std::int64_t(ms) * (p.index.value() + 2) / 20;
            const auto bytes = std::uint64_t(records) * 142;
            p.logEnd = p.logEnd + records;
            p.highWatermark = p.lastStable = p.logEnd;
            p.producedRecords += std::uint64_t(records);
            p.producedBytes += bytes;
            p.consumedBytes += topic.name == "orders" ? 3 * bytes : bytes;
            for (auto& replica : p.replicaStates) {
                if (!replica.online)
                    continue;
                const auto behind = replica.inSync ? 0 : records / 4;
                replica.logEnd = replica.logEnd + (records - behind);
                replica.sizeBytes += bytes;
                replica.appendedBytes += bytes;
                if (replica.caughtUpMs != noTimestamp && replica.logEnd == p.logEnd)
                    replica.caughtUpMs = fakeStartMs + m_timeMs;
            }
        }
    }
    for (auto& group : m_groups) {
        for (auto& offset : group.offsets) {
            for (const auto& topic : m_topics) {
                if (topic.name == offset.topic)
                    offset.logEnd = topic.partitions[std::size_t(offset.partition.value())].logEnd;
            }
            if (group.members.empty())
                continue;
            // A lag that breathes, so that the trend has a shape.
            const auto wave = 600 + 500 * ((m_timeMs / 1000 + offset.partition.value() * 5) % 17) / 16;
            const auto lag = std::min<std::int64_t>(
                *offset.lag(), group.id == "billing" ? 0 : wave * (1 + offset.partition.value()));
            offset.offset = *offset.logEnd - lag;
            offset.committedAtMs = fakeStartMs + m_timeMs;
        }
    }
    publish();
}

void FakeSource::publish() {
    auto snapshot = std::make_shared<observe::ClusterSnapshot>();
    snapshot->version = ++m_version;
    snapshot->takenAt = Instant(std::chrono::milliseconds(m_timeMs + 1));
    snapshot->takenAtMs = fakeStartMs + m_timeMs;
    snapshot->controller = BrokerId(1);
    for (int id = 1; id <= m_brokers; ++id) {
        observe::BrokerSnapshot broker;
        broker.id = BrokerId(id);
        broker.state = id <= m_brokersUp ? observe::BrokerState::running : observe::BrokerState::offline;
        broker.isController = id == 1;
        snapshot->brokers.push_back(broker);
    }
    for (const auto& topic : m_topics) {
        const auto old = m_snapshot
                             ? std::find_if(m_snapshot->topics.begin(), m_snapshot->topics.end(),
                                            [&](const auto& t) { return *t == topic; })
                             : std::vector<std::shared_ptr<const observe::TopicSnapshot>>::const_iterator{};
        const bool same = m_snapshot && old != m_snapshot->topics.end();
        snapshot->topics.push_back(same ? *old : std::make_shared<const observe::TopicSnapshot>(topic));
    }
    for (const auto& group : m_groups)
        snapshot->groups.push_back(std::make_shared<const observe::GroupSnapshot>(group));
    m_snapshot = std::move(snapshot);
}

void FakeSource::setBrokers(int known, int up) {
    m_brokers = known;
    m_brokersUp = up;
    publish();
}

void FakeSource::createTopic(app::TopicSpec spec, Answer<void> answer) {
    created = spec;
    if (!failNext)
        addTopic(spec.name, spec.partitions, 0);
    later<void>(std::move(answer), {});
}

void FakeSource::addPartitions(const std::string& name, int total) {
    for (auto& topic : m_topics)
        while (topic.name == name && int(topic.partitions.size()) < total) {
            auto added = topic.partitions.back();
            added.index = added.index + 1;
            topic.partitions.push_back(added);
        }
    publish();
}

void FakeSource::removeTopic(const std::string& name) {
    std::erase_if(m_topics, [&](const auto& topic) { return topic.name == name; });
    publish();
}

void FakeSource::produce(app::RecordDraft draft, Answer<app::ProducedAt> answer) {
    produced.push_back(draft);
    later<app::ProducedAt>(
        std::move(answer),
        app::ProducedAt{{draft.topic, draft.partition.value_or(PartitionIndex(0))}, Offset(1204)});
}

app::Record FakeSource::makeRecord(const TopicPartition& at, Offset offset,
                                   std::shared_ptr<const app::BatchInfo> batch) const {
    const auto n = offset.value();
    const bool tombstone = at.topic == "payments" && n % 5 == 0;
    const bool nullKey = at.topic == "clicks";
    const std::string key = "customer-" + std::to_string(n % 512);
    std::string value = valueOf(at, n);
    if (const auto it = sizeAt.find(n); it != sizeAt.end()) {
        value = "[\"";
        value.resize(it->second - 2, 'x');
        value += "\"]";
    }
    const bool empty = at.topic == "payments" && n % 7 == 1;
    if (empty)
        value.clear();
    const std::string headerName = "trace-id";
    const std::string headerValue = "4bf92f3577b34da6";

    Bytes body;
    body.push_back(0); // attributes
    putVarint(body, n % 8);
    putVarint(body, n % 8);
    std::size_t keyAt = 0;
    std::size_t valueAt = 0;
    const auto put = [&](const std::string& text) {
        putVarint(body, std::int64_t(text.size()));
        const auto where = body.size();
        body.insert(body.end(), text.begin(), text.end());
        return where;
    };
    if (nullKey)
        putVarint(body, -1);
    else
        keyAt = put(key);
    if (tombstone)
        putVarint(body, -1);
    else
        valueAt = put(value);
    putVarint(body, 1);
    const auto headerAt = put(headerName);
    const auto headerValueAt = put(headerValue);
    auto storage = std::make_shared<Bytes>();
    putVarint(*storage, std::int64_t(body.size()));
    const auto shift = storage->size();
    storage->insert(storage->end(), body.begin(), body.end());

    const ByteView all(*storage);
    app::Record record;
    record.partition = at.partition;
    record.offset = offset;
    record.timestampMs = fakeStartMs - 3'600'000 + n;
    if (!nullKey)
        record.key = all.subspan(shift + keyAt, key.size());
    if (!tombstone)
        record.value = all.subspan(shift + valueAt, value.size());
    record.headers.emplace_back(asText(all.subspan(shift + headerAt, headerName.size())),
                                all.subspan(shift + headerValueAt, headerValue.size()));
    record.bytes = all;
    record.batch = std::move(batch);
    record.storage = storage;
    return record;
}

void FakeSource::readRecords(app::RecordQuery query, Answer<std::shared_ptr<const app::RecordPage>> answer) {
    ++reads;
    auto page = std::make_shared<app::RecordPage>();
    page->topicPartition = query.topicPartition;
    const auto* topic = m_snapshot->topic(query.topicPartition.topic);
    if (!topic || query.topicPartition.partition.value() >= int(topic->partitions.size())) {
        later<std::shared_ptr<const app::RecordPage>>(
            std::move(answer),
            Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, query.topicPartition.topic + " is gone"});
        return;
    }
    const auto& p = topic->partitions[std::size_t(query.topicPartition.partition.value())];
    page->logStart = p.logStart;
    page->highWatermark = p.highWatermark;
    auto batch = std::make_shared<app::BatchInfo>();
    batch->compression = "lz4";
    batch->baseOffset = query.from;
    batch->lastOffset = query.from + 7;
    batch->leaderEpoch = p.leaderEpoch;
    batch->crc = 0x8f2c11d0;
    batch->attributes = 3;
    batch->producerId = ProducerId(4001);
    batch->producerEpoch = ProducerEpoch(0);
    batch->baseSequence = int(query.from.value());
    batch->recordCount = 8;
    batch->sizeBytes = 812;
    Offset at = std::max(query.from, p.logStart);
    for (; at < p.highWatermark && page->records.size() < query.maxRecords; ++at) {
        if (gapEvery == 0 || at.value() % gapEvery != 0)
            page->records.push_back(makeRecord(query.topicPartition, at, batch));
        else if (query.maxRecords == 1) {
            ++at;
            break;
        }
    }
    page->nextOffset = at;
    later<std::shared_ptr<const app::RecordPage>>(std::move(answer),
                                                  std::shared_ptr<const app::RecordPage>(page));
}

void FakeSource::findOffset(TopicPartition /*topicPartition*/, TimestampMs timestampMs,
                            Answer<Offset> answer) {
    later<Offset>(std::move(answer),
                  Offset(std::max<std::int64_t>(0, timestampMs - (fakeStartMs - 3'600'000))));
}

} // namespace partitura::test
