#include "app/source.h"

#include <QTimer>

namespace partitura::app {
namespace {

const Error lookOnly{ErrorCode::UNSUPPORTED_VERSION, "This source can only be looked at."};

} // namespace

void Source::execute(ActionCall, Answer<void> answer) {
    QTimer::singleShot(0, this, [answer = std::move(answer)] { answer(lookOnly); });
}

void Source::describeConfigs(std::string, Answer<std::vector<ConfigEntry>> answer) {
    QTimer::singleShot(0, this, [answer = std::move(answer)] { answer(lookOnly); });
}

} // namespace partitura::app
