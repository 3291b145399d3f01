// Whether clients of librdkafka can run inside a program under test.
#pragma once

#include <QtTest>

/// Skips where they cannot: librdkafka starts its threads by C11's thrd_create, of which GCC 12's
/// ThreadSanitizer does not know; their first look at memory crashes.
#ifdef __SANITIZE_THREAD__
#define PARTITURA_NEEDS_IN_PROCESS_CLIENTS() QSKIP("ThreadSanitizer does not know librdkafka's threads")
#else
#define PARTITURA_NEEDS_IN_PROCESS_CLIENTS() static_cast<void>(0)
#endif
