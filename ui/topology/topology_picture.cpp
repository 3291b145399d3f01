#include "ui/topology/topology_picture.h"

#include "app/metrics/rates.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace partitura::ui {

namespace {

using Role = TopologyPicture::Role;

void addClients(TopologyPicture& picture, const Frame& frame) {
    std::set<std::string> members;
    for (const auto& group : frame.snapshot->groups)
        for (const auto& member : group->members)
            members.insert(member.clientId);

    // First what each client id does on all its connections, then its flows in each role.
    struct Sums {
        QString software;
        int connections = 0;
        bool produced = false;
        bool consumed = false;
        std::map<BrokerId, double> producedBy, consumedBy;
    };
    std::map<std::string, Sums> byId;
    for (const auto& broker : frame.snapshot->brokers)
        for (const auto& connection : broker.connections) {
            if (connection.isBroker)
                continue;
            Sums& sums = byId[connection.clientId];
            const app::ConnectionRates rates = frame.rates->connection(broker.id, connection.id);
            ++sums.connections;
            if (sums.software.isEmpty())
                sums.software = QString::fromStdString(connection.clientSoftware);
            sums.produced |= connection.producedBytes > 0;
            sums.consumed |= connection.consumedBytes > 0;
            if (connection.producedBytes > 0)
                sums.producedBy[broker.id] += rates.producedBytes;
            if (connection.consumedBytes > 0)
                sums.consumedBy[broker.id] += rates.consumedBytes;
        }
    const auto add = [&](const std::string& id, const Sums& sums, Role role,
                         const std::map<BrokerId, double>& flows) {
        TopologyPicture::Client client{
            QString::fromStdString(id), sums.software, role, sums.connections, 0, flows};
        for (const auto& [broker, bytes] : flows)
            client.bytesPerSecond += bytes;
        picture.clients.push_back(std::move(client));
    };
    for (const auto& [id, sums] : byId) {
        const bool consumer = sums.consumed || members.contains(id);
        if (sums.produced)
            add(id, sums, Role::producer, sums.producedBy);
        if (consumer)
            add(id, sums, Role::consumer, sums.consumedBy);
        if (!sums.produced && !consumer)
            add(id, sums, Role::idle, {});
    }
    std::ranges::stable_sort(picture.clients, {}, &TopologyPicture::Client::role);
}

} // namespace

double TopologyPicture::replicationBytes() const {
    double sum = 0;
    for (const auto& flow : replication)
        sum += flow.bytesPerSecond;
    return sum;
}

TopologyPicture topologyPicture(const Frame& frame, const TopologyQuestion& question) {
    TopologyPicture picture;
    std::unordered_map<BrokerId, std::size_t> at;
    for (const auto& broker : frame.snapshot->brokers) {
        at[broker.id] = picture.brokers.size();
        picture.brokers.push_back(
            {broker.id,
             QStringLiteral("%1:%2").arg(QString::fromStdString(broker.host)).arg(broker.port),
             broker.state,
             broker.isController && broker.state == observe::BrokerState::running,
             0,
             broker.logBytes,
             {}});
    }

    std::map<std::pair<BrokerId, BrokerId>, TopologyPicture::Replication> flows;
    for (const auto& topic : frame.snapshot->topics) {
        if (topic->isInternal && !question.showInternal) {
            ++picture.hiddenTopics;
            continue;
        }
        const std::size_t topicIndex = picture.topics.size();
        picture.topics.push_back(QString::fromStdString(topic->name));
        const bool flowing = question.topic.isEmpty() || picture.topics.back() == question.topic;
        for (const auto& partition : topic->partitions) {
            const auto rates = frame.rates->replicas(topic->name, partition.index);
            for (const auto& replica : partition.replicaStates) {
                const auto broker = at.find(replica.broker);
                if (broker == at.end())
                    continue;
                auto& shown = picture.brokers[broker->second];
                shown.replicas.push_back({topicIndex, partition.index, replica.isLeader,
                                          replicaState(partition, replica, frame.snapshot->takenAtMs),
                                          replica.logEnd,
                                          std::max<std::int64_t>(0, partition.logEnd - replica.logEnd)});
                if (!flowing)
                    continue;
                const auto rate = std::ranges::find(rates, replica.broker, &app::ReplicaRates::broker);
                const double bytes = rate != rates.end() ? rate->appendedBytes : 0;
                shown.appendedBytes += bytes;
                if (replica.isLeader || partition.leader == BrokerId() || partition.leader == replica.broker)
                    continue;
                auto& flow = flows[{partition.leader, replica.broker}];
                flow.from = partition.leader;
                flow.to = replica.broker;
                flow.bytesPerSecond += replica.online ? bytes : 0;
                ++flow.partitions;
            }
        }
    }
    for (auto& [ends, flow] : flows)
        picture.replication.push_back(flow);
    addClients(picture, frame);
    return picture;
}

} // namespace partitura::ui
