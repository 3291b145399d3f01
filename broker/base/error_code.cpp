#include "broker/base/error_code.h"

namespace partitura {

std::string_view errorName(ErrorCode code) {
    switch (code) {
#define X(name, number, retriable)                                                                           \
    case ErrorCode::name:                                                                                    \
        return #name;
        PARTITURA_ERROR_CODES(X)
#undef X
    }
    return "UNKNOWN";
}

bool isRetriable(ErrorCode code) {
    switch (code) {
#define X(name, number, retriable)                                                                           \
    case ErrorCode::name:                                                                                    \
        return retriable;
        PARTITURA_ERROR_CODES(X)
#undef X
    }
    return false;
}

} // namespace partitura
