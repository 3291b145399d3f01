// Whether things may move.
#pragma once

namespace partitura::ui {

/// Who prefers stillness gets states without the way between them: no view moves, slides or fades anything.
/// Asked for at each frame, so a change shows at once. Thread: the user interface's.
bool motionIsReduced();
void setMotionReduced(bool reduced);

} // namespace partitura::ui
