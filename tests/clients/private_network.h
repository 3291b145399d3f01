// Ports nobody else has.
#pragma once

namespace partitura::test {

/// Gives this process and its children a network of their own, with nothing but loopback in it, so that tests
/// run at once, and beside a Partitura in use, all at port 9092. False, and nothing has changed, where the
/// system does not allow it. Thread: the only one of the process.
bool enterPrivateNetwork();

} // namespace partitura::test
