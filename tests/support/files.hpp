// Files the tests read, and folders they write in.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

namespace x278::test {

inline std::string read_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

inline std::filesystem::path project() { return X278_SOURCE_DIR; }

// Every file below `folder`, in order of path; empty when there is no such folder.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    if (!std::filesystem::is_directory(folder)) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// Every interchange there is to try: samples/ and, when the project stands beside the
// material it was made from, the public samples there. The product never needs those.
inline std::vector<std::filesystem::path> all_samples()
{
    auto files = files_below(project() / "samples");
    for (const auto& path : files_below(project() / ".." / "shared" / "samples278")) files.push_back(path);
    for (const auto& path : files_below(project() / ".." / "shared" / "example" / "wire")) files.push_back(path);
    std::erase_if(files, [](const auto& path) {
        const auto extension = path.extension();
        return extension == ".md" || extension == ".csv" || extension == ".tsv" || extension == ".txt" || extension == ".json"
               || extension == ".rules";
    });
    return files;
}

// A folder of this test's own, gone when it is.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        static std::atomic<int> number{0};
        path_ =
            std::filesystem::temp_directory_path() / ("x278-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&)            = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace x278::test
