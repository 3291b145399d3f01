// The throughput model in words and figures.
#pragma once

#include "app/metrics/throughput_parts.h"
#include "app/workload/workloads.h"

#include <QString>

namespace partitura::ui {

/// An amount with the unit of the question: "12.4 MB/s", "1 204 rec".
QString amountText(double amount, const app::ThroughputQuestion& question);
/// R: "3", or "2.5" where topics or partitions differ.
QString replicasText(double replicas);
/// Why measurement and model agree or differ: a sentence for each reason.
QString explanationText(const app::Throughput& throughput, const app::ThroughputQuestion& question);
/// "orders-3", "broker 2", or what all that are not named are called.
QString ownerText(const app::ThroughputOwner& owner);
/// How long acknowledgements take for the workloads that write to the question's topics; empty if none does.
QString latencyText(const app::WorkloadsSnapshot& workloads, const app::ThroughputQuestion& question);
/// How unevenly the load lies; empty while nothing stands out.
QString skewText(const app::Throughput& throughput);

} // namespace partitura::ui
