#include "ui/views.h"

#include "ui/events/events_view.h"
#include "ui/throughput/throughput_view.h"
#include "ui/topology/topology_view.h"

namespace partitura::ui {

std::vector<View*> createViews(QWidget* parent) {
    return {
        new TopologyView(parent),
        new ThroughputView(parent),
        new EventsView(parent),
    };
}

} // namespace partitura::ui
