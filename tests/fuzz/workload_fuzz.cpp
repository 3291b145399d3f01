// What a person types or a workspace holds of workloads: value templates, specs as JSON, origins in headers.
// The first byte of an input says which one it is.
#include "app/workload/delivery_check.h"
#include "app/workload/presets.h"
#include "app/workload/value_template.h"
#include "tests/fuzz/fuzz_target.h"

#include <string_view>

using namespace partitura;
using namespace partitura::app;

namespace {

void tryTemplate(std::string_view text) {
    const auto parsed = ValueTemplate::parse(text);
    if (!parsed) {
        const bool tooLong = parsed.error().kind == TemplateError::Kind::tooLong;
        fuzz::require(parsed.error().column >= 1 && (tooLong || parsed.error().column <= text.size()),
                      "an error stands at a column of the text");
        return;
    }
    const std::string_view key = "key";
    std::string first, second;
    for (auto* into : {&first, &second}) {
        SeededRandom random(7);
        (*parsed).make({1, key, 2}, random, *into);
    }
    fuzz::require(first == second, "the same seed makes the same value");
    if (text.find('{') == std::string_view::npos)
        fuzz::require(first == text, "text without braces stays as it is");
}

void trySpecs(std::string_view text) {
    const auto specs = workloadsFromJson(text);
    if (!specs)
        return fuzz::require(!specs.error().context.empty(), "a refusal says why");
    const auto again = workloadsFromJson(toJson(*specs));
    fuzz::require(again && *again == *specs, "specs are read as written");
    for (const auto& spec : *specs)
        (void)problemsOf(spec);
}

void tryOrigin(std::string_view text) {
    const auto origin = RecordOrigin::parse(text);
    if (!origin)
        return;
    fuzz::require(RecordOrigin::parse(origin->text()) == origin, "an origin is read as written");
    DeliveryCheck check;
    const TopicPartition at{"t", PartitionIndex(0)};
    check.processed(at, Offset(0), RecordOrigin{origin->run, 1});
    check.processed(at, Offset(1), origin);
    check.missing(Instant());
    (void)check.missing(Instant() + DeliveryCheck::patience);
}

} // namespace

std::vector<Bytes> fuzz::seedInputs() {
    std::vector<WorkloadSpec> specs;
    for (const auto& preset : workloadPresets())
        for (auto& spec : preset.make("t"))
            specs.push_back(std::move(spec));
    const std::pair<std::uint8_t, std::string> texts[] = {
        {0, R"({"a":{sequence},"b":"{key}","c":{timestamp},"d":{random:-1.5..2},"e":"{uuid}"})"},
        {0, "{choice:a|b|}{text:9}{{key}{ }{1}"},
        {1, toJson(specs)},
        {2, RecordOrigin{12345, 678}.text()},
    };
    std::vector<Bytes> seeds;
    for (const auto& [kind, text] : texts) {
        Bytes seed = {kind};
        seed.insert(seed.end(), text.begin(), text.end());
        seeds.push_back(std::move(seed));
    }
    return seeds;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 3) {
    case 0:
        tryTemplate(text);
        break;
    case 1:
        trySpecs(text);
        break;
    default:
        tryOrigin(text);
    }
    return 0;
}
