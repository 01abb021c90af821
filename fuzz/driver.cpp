// Drives a fuzz target without libFuzzer: every file of its corpus, then seeded changes of
// them for so many seconds. What it does in one run it does in every run with that seed.
//
//   x278_fuzz_reader [--seconds N] [--seed N] [--keep FOLDER] FILE|FOLDER...
//
// The input in hand is kept in FOLDER while it is tried, and left there when the program dies of it.
#include "fuzz/damage.hpp"
#include "fuzz/target.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr std::size_t input_bytes_max = 64 * 1024;
constexpr unsigned    run_seconds_max = 20;  // an input that takes longer is taken to hang

struct Arguments {
    int                      seconds = 0;
    unsigned long long       seed    = 1;
    std::string              keep    = ".";
    std::vector<std::string> paths;
};

Arguments read_arguments(int count, char** values)
{
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        const std::string value = values[i];
        const bool        more  = i + 1 < count;
        if (value == "--seconds" && more)
            arguments.seconds = std::atoi(values[++i]);
        else if (value == "--seed" && more)
            arguments.seed = std::strtoull(values[++i], nullptr, 10);
        else if (value == "--keep" && more)
            arguments.keep = values[++i];
        else
            arguments.paths.push_back(value);
    }
    return arguments;
}

std::vector<std::string> read_corpus(const std::vector<std::string>& paths)
{
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        if (!std::filesystem::is_directory(path))
            files.emplace_back(path);
        else
            for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
                if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<std::string> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return corpus;
}

// Tries one input; whatever kills the program leaves it in the file.
class Trial {
public:
    explicit Trial(std::string path)
        : path_(std::move(path)), file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600))
    {
    }
    ~Trial()
    {
        if (file_ >= 0) ::close(file_);
        ::unlink(path_.c_str());
    }
    Trial(const Trial&)            = delete;
    Trial& operator=(const Trial&) = delete;

    void run(const std::string& input)
    {
        if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, input.data(), input.size(), 0) < 0) std::perror("fuzz");
        ::alarm(run_seconds_max);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
        ::alarm(0);
        ++runs_;
    }
    [[nodiscard]] long runs() const noexcept { return runs_; }

private:
    std::string path_;
    int         file_;
    long        runs_ = 0;
};

}  // namespace

int main(int count, char** values)
{
    using Clock          = std::chrono::steady_clock;
    const auto arguments = read_arguments(count, values);
    const auto corpus    = read_corpus(arguments.paths);
    if (corpus.empty()) {
        std::fprintf(stderr, "fuzz: no corpus; expected files or folders\n");
        return 2;
    }
    const auto path =
        arguments.keep + "/" + std::filesystem::path(values[0]).filename().string() + "." + std::to_string(::getpid());
    std::fprintf(stderr, "fuzz: the input in hand is in %s; it stays there when this program dies\n", path.c_str());
    Trial trial(path);
    for (const auto& input : corpus) trial.run(input);

    x278::bench::Dice dice(arguments.seed);
    const auto        end = Clock::now() + std::chrono::seconds(arguments.seconds);
    while (Clock::now() < end) trial.run(x278::fuzz::scrambled(dice.one_of(corpus), dice.one_of(corpus), dice, input_bytes_max));
    std::printf("fuzz: %zu files of corpus, %ld inputs tried, nothing wrong\n", corpus.size(), trial.runs());
}
