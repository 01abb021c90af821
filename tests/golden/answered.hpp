// What a sample is answered with, and why: the main path over one file, with the plans and the
// reference data that stand nearest above it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace x278::golden {

struct Answered {
    std::string              reply;        // every interchange owed, a segment a line
    std::string              why;          // as `x278 explain` says it, without the revision of the plans
    std::vector<std::string> issues;       // ids of schemas/issues.csv, in the order they were found
    std::string              letter = {};  // as `x278 explain --letter` says it; empty when nothing was answered
};

// `folder` is the sample's. Its plans/ and reference/ are used, else those of the folder above, else the
// plans of the program and samples/reference.
[[nodiscard]] Answered answer(const std::string& request, const std::filesystem::path& folder);

// What whoever receives this owes for it when nothing in it is to be decided: a response, a 999, a TA1.
[[nodiscard]] Answered acknowledge(const std::string& received);

// Fails the test for every remark there is to make about what we wrote; the number of sets in it. The
// data that a response rejects repeats what was received, also where that was the fault, and is left out of this.
int check_reads_back(const std::string& reply);

}  // namespace x278::golden
