// SPDX-License-Identifier: BSL-1.0
#include "git.hpp"

#include "text.hpp"

#include <cstdio>
#include <vector>

#ifdef _WIN32
#define popen _popen
#define pclose _pclose
#endif

namespace tain::migrate {
namespace {

#ifdef _WIN32
constexpr const char* no_errors = " 2>NUL";
std::string shell_quoted(const std::string& text) { return "\"" + text + "\""; }
#else
constexpr const char* no_errors = " 2>/dev/null";
std::string shell_quoted(const std::string& text) {
    std::string made = "'";
    for (const char c : text) {
        if (c == '\'')
            made += "'\\''";
        else
            made += c;
    }
    return made + "'";
}
#endif

std::optional<std::string> git(const std::filesystem::path& directory, const std::vector<std::string>& arguments) {
    std::string command = "git -C " + shell_quoted(directory.string());
    for (const std::string& argument : arguments) command += " " + shell_quoted(argument);
    std::FILE* const pipe = popen((command + no_errors).c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string output;
    char block[4096];
    for (std::size_t read = 0; (read = std::fread(block, 1, sizeof block, pipe)) != 0;) output.append(block, read);
    if (pclose(pipe) != 0) return std::nullopt;
    return output;
}

}  // namespace

std::optional<std::string> file_at_git_base(const std::filesystem::path& directory, const std::string& file) {
    for (const char* const shared : {"@{upstream}", "refs/remotes/origin/HEAD", "refs/remotes/origin/main",
                                     "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"}) {
        const std::optional<std::string> base = git(directory, {"merge-base", "HEAD", shared});
        if (base) return git(directory, {"show", std::string{trimmed(*base)} + ":./" + file});
    }
    return std::nullopt;
}

}  // namespace tain::migrate
