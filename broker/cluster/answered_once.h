// Answers that come for certain.
#pragma once

#include "broker/base/result.h"

#include <functional>
#include <memory>
#include <utility>

namespace partitura::cluster {

/// Calls `answer` once: with what it is given first, or with BROKER_NOT_AVAILABLE when its last copy is let
/// go of, on the thread that does.
template <typename T>
std::function<void(Result<T>)> answeredOnce(std::function<void(Result<T>)> answer) {
    struct Pending {
        std::function<void(Result<T>)> answer;
        ~Pending() {
            if (answer)
                answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "The broker is gone."});
        }
    };
    auto pending = std::make_shared<Pending>();
    pending->answer = std::move(answer);
    return [pending = std::move(pending)](Result<T> result) {
        if (const auto take = std::exchange(pending->answer, nullptr))
            take(std::move(result));
    };
}

} // namespace partitura::cluster
