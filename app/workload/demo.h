// The small workload that makes the first screen alive.
#pragma once

#include "app/source.h"

#include <string>
#include <thread>
#include <vector>

namespace partitura::app {

/// The topics the demo writes to; `brokers` bounds their replicas.
std::vector<TopicSpec> demoTopics(int brokers);

/// Real clients (librdkafka), each on a thread of its own, from construction to destruction: a shop whose
/// orders are billed at once and shipped more slowly, and the clicks of its visitors. Thread: construction
/// and destruction from one; the destructor waits for the clients to leave their groups.
class Demo {
public:
    explicit Demo(const std::string& bootstrapServers);
    ~Demo();

private:
    std::vector<std::jthread> m_clients;
};

} // namespace partitura::app
