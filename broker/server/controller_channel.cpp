#include "broker/server/controller_channel.h"

namespace partitura::server {

void ControllerChannel::setController(BrokerId id, controller::Controller* local) {
    PARTITURA_ON_LOOP(m_loop);
    // What the one before has not answered it may never answer.
    if (id != m_id && m_id != BrokerId() && !m_local)
        if (auto* channel = m_channelTo(m_id))
            channel->abandon("the controller has moved");
    m_id = id;
    m_local = local;
}

} // namespace partitura::server
