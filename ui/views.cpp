#include "ui/views.h"

#include "ui/events/events_view.h"
#include "ui/faults/faults_view.h"
#include "ui/groups/groups_view.h"
#include "ui/messages/messages_view.h"
#include "ui/score/score_view.h"
#include "ui/throughput/throughput_view.h"
#include "ui/topics/topics_view.h"
#include "ui/topology/topology_view.h"
#include "ui/workloads/workloads_view.h"

namespace partitura::ui {

std::vector<View*> createViews(QWidget* parent) {
    return {
        new TopologyView(parent), new ScoreView(parent),  new TopicsView(parent),
        new MessagesView(parent), new GroupsView(parent), new ThroughputView(parent),
        new EventsView(parent),   new FaultsView(parent), new WorkloadsView(parent),
    };
}

} // namespace partitura::ui
