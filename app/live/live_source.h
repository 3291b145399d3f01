// The embedded cluster as a source.
#pragma once

#include "app/live/mailbox.h"
#include "app/source.h"
#include "app/workload/workloads.h"
#include "broker/cluster/live_cluster.h"

namespace partitura::app {

/// Source over a cluster that runs in this process. Commands are Kafka requests to its brokers; records are
/// decoded on worker threads. The cluster outlives it. Thread: as Source.
class LiveSource final : public Source {
    Q_OBJECT

public:
    /// An `ephemeral` cluster has another id each time; the workspace remembers all of them as one.
    /// `workloads`, which may be null, are the clients of this cluster and outlive the source.
    explicit LiveSource(cluster::LiveCluster& cluster, bool ephemeral = false, Workloads* workloads = nullptr,
                        QObject* parent = nullptr);
    ~LiveSource() override;

    [[nodiscard]] QString displayName() const override;
    [[nodiscard]] QString workspaceKey() const override;
    [[nodiscard]] State state() const override { return State::live; }
    [[nodiscard]] QString bootstrapServers() const override { return m_bootstrap; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override;
    [[nodiscard]] std::vector<observe::Event> events(std::uint64_t after) const override;
    [[nodiscard]] Recording* recording() const override { return m_recording; }
    /// Where it is recorded; outlives the source or is taken away before. nullptr: nowhere.
    void setRecording(Recording* recording) { m_recording = recording; }

    [[nodiscard]] Workloads* workloads() const override { return m_workloads; }

    void createTopic(TopicSpec spec, Answer<void> answer) override;
    void produce(RecordDraft draft, Answer<ProducedAt> answer) override;
    void readRecords(RecordQuery query, Answer<std::shared_ptr<const RecordPage>> answer) override;
    void readBatches(BatchQuery query, Answer<std::shared_ptr<const BatchPage>> answer) override;
    void findOffset(TopicPartition topicPartition, TimestampMs timestampMs, Answer<Offset> answer) override;
    void execute(ActionCall call, Answer<void> answer) override;
    [[nodiscard]] std::span<const ConfigDefinition> topicConfigs() const override;
    void describeConfigs(std::string topic, Answer<std::vector<ConfigEntry>> answer) override;

private:
    /// Sends to a broker; `take` turns the response into what `answer` gets, on the broker's thread.
    template <typename T, typename Request, typename Take>
    void ask(BrokerId broker, const Request& request, std::int16_t version, Answer<T> answer, Take take);
    /// Fetches from the leader as a consumer does; `make`, on a worker thread, turns the bytes into a page.
    template <typename Page, typename Make>
    void fetch(const TopicPartition& name, Offset from, std::size_t maxBytes, Answer<Page> answer, Make make);
    /// Answers with an error, later.
    template <typename T>
    void refuse(Answer<T> answer, Error error);
    [[nodiscard]] Result<BrokerId> leaderOf(const TopicPartition& name) const;

    cluster::LiveCluster& m_cluster;
    bool m_ephemeral;
    Workloads* m_workloads;
    Recording* m_recording = nullptr;
    QString m_bootstrap;
    std::shared_ptr<Mailbox> m_mailbox;
};

} // namespace partitura::app
