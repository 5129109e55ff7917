// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"

#include "text.hpp"

#include <tain/driver/error.hpp>

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace tain::migrate::json {
namespace {

namespace bj = boost::json;

/// Accepts any JSON and remembers the first key that an object holds twice: Boost.JSON itself keeps the last one.
struct duplicate_finder {
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;

    std::vector<std::set<std::string>> open{};
    std::string key{};
    std::string duplicate{};
    bool found = false;

    using ec = bj::error_code;
    using sv = bj::string_view;
    bool on_document_begin(ec&) { return true; }
    bool on_document_end(ec&) { return true; }
    bool on_object_begin(ec&) { return open.emplace_back(), true; }
    bool on_object_end(std::size_t, ec&) { return open.pop_back(), true; }
    bool on_array_begin(ec&) { return true; }
    bool on_array_end(std::size_t, ec&) { return true; }
    bool on_key_part(sv part, std::size_t, ec&) { return key.append(part.data(), part.size()), true; }
    bool on_key(sv part, std::size_t, ec& error) {
        key.append(part.data(), part.size());
        if (!open.back().insert(key).second) {
            duplicate = key;
            found = true;
            error = bj::error::syntax;
            return false;
        }
        key.clear();
        return true;
    }
    bool on_string_part(sv, std::size_t, ec&) { return true; }
    bool on_string(sv, std::size_t, ec&) { return true; }
    bool on_number_part(sv, ec&) { return true; }
    bool on_int64(std::int64_t, sv, ec&) { return true; }
    bool on_uint64(std::uint64_t, sv, ec&) { return true; }
    bool on_double(double, sv, ec&) { return true; }
    bool on_bool(bool, ec&) { return true; }
    bool on_null(ec&) { return true; }
    bool on_comment_part(sv, ec&) { return true; }
    bool on_comment(sv, ec&) { return true; }
};

std::string place(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    return fmt::format("line {}, column {}", line_of(text, offset), offset - line_start + 1);
}

}  // namespace

std::string quoted(std::string_view text) {
    if (!is_utf8(text))
        throw error(
            fmt::format("tain: \"{}\" is not UTF-8, so no snapshot can hold it; write it in UTF-8", printable(text)));
    const std::string made = bj::serialize(bj::string_view{text.data(), text.size()});
    return made;
}

bj::value parse(std::string_view text, std::string_view file, std::string_view fix) {
    if (const std::size_t line = conflict_marker(text); line != 0)
        throw error(fmt::format("tain: {}:{} holds an unfinished merge (a conflict marker); {}", file, line, fix));
    bj::basic_parser<duplicate_finder> duplicates{bj::parse_options{}};
    bj::error_code ec;
    const std::size_t read = duplicates.write_some(false, text.data(), text.size(), ec);
    if (duplicates.handler().found)
        throw error(fmt::format("tain: {}, {}: the key \"{}\" is given twice; {}", file, place(text, read),
                                duplicates.handler().duplicate, fix));
    std::size_t end = read;
    if (!ec) {
        end = text.find_first_not_of(" \t\r\n", read);
        if (end != std::string_view::npos) ec = bj::error::extra_data;
    }
    if (ec) throw error(fmt::format("tain: {}, {}: {}; {}", file, place(text, end), ec.message(), fix));
    return bj::parse(bj::string_view{text.data(), text.size()});
}

}  // namespace tain::migrate::json
