#include "ui/style/motion.h"

namespace partitura::ui {

namespace {
bool reducedNow = false;
}

bool motionIsReduced() {
    return reducedNow;
}

void setMotionReduced(bool reduced) {
    reducedNow = reduced;
}

} // namespace partitura::ui
