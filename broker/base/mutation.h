// Deliberate defects, for the test that proves that the simulator finds them (tests/simulator/mutations).
#pragma once

#ifdef PARTITURA_MUTATIONS
namespace partitura {
/// Defined by that test.
bool isMutation(const char* name);
} // namespace partitura
#define PARTITURA_MUTATION(name) ::partitura::isMutation(#name)
#else
/// Whether the engine is to be broken here, in the way of that name: never, but in that test's own copy.
#define PARTITURA_MUTATION(name) false
#endif
