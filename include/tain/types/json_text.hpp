// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
#include <version>

/// JSON's text, so that both databases give back what they were given.
namespace tain::types {

/// How deep arrays and objects may nest: what is written can be read again, and no text can exhaust the stack.
inline constexpr std::size_t deepest_json = 256;

namespace detail {

/// True for well-formed UTF-8 without a NUL character (Unicode 15.0, table 3-7).
inline bool is_json_text(std::string_view text) {
    const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned lead = byte(i++);
        if (lead == 0 || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return false;
        if (lead < 0x80) continue;
        const std::size_t more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if (text.size() - i < more) return false;
        const unsigned least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (byte(i) < least || byte(i) > most) return false;
        for (std::size_t k = 1; k < more; ++k)
            if ((byte(i + k) & 0xc0U) != 0x80) return false;
        i += more;
    }
    return true;
}

/// Writes a value, or notes why it cannot be stored.
class json_writer {
public:
    explicit json_writer(std::string& to) : to_(to) {}

    std::string_view refused() const noexcept { return refused_; }

    void write(const boost::json::value& from, std::size_t depth = 0) {
        using boost::json::kind;
        switch (from.kind()) {
            case kind::null: to_ += "null"; break;
            case kind::bool_: to_ += from.get_bool() ? "true" : "false"; break;
            case kind::int64: to_ += std::to_string(from.get_int64()); break;
            case kind::uint64: to_ += std::to_string(from.get_uint64()); break;
            case kind::double_: number(from.get_double()); break;
            case kind::string: text({from.get_string().data(), from.get_string().size()}); break;
            case kind::array: array(from.get_array(), depth + 1); break;
            case kind::object: object(from.get_object(), depth + 1); break;
        }
    }

private:
    /// The shortest text that is this double, with a fraction wherever a server that keeps decimals would otherwise
    /// give an integer back. Zero has no sign there.
    void number(double value) {
        if (!std::isfinite(value)) {
            refused_ = "the JSON holds an infinity or NaN, which no JSON number is; store null or a text";
            return;
        }
        char digits[64];
        const bool fixed = std::abs(value) < 1e20;  // integers beyond have more than 64 bits: they are read as double
        const double unsigned_zero = value == 0 ? 0 : value;
        const bool whole = fixed && std::trunc(value) == value;
        const auto end = whole ? std::to_chars(digits, digits + sizeof digits, unsigned_zero, std::chars_format::fixed)
                               : std::to_chars(digits, digits + sizeof digits, unsigned_zero);
        to_.append(digits, end.ptr);
        if (whole) to_ += ".0";
    }

    void text(std::string_view from) {
        if (!is_json_text(from)) {
            refused_ =
                "a text in the JSON holds a NUL character or is no UTF-8, which no database stores as JSON; "
                "encode it, in base64 for one";
            return;
        }
        to_ += '"';
        for (const char c : from) {
            if (c == '"' || c == '\\') {
                (to_ += '\\') += c;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                constexpr const char* hex = "0123456789abcdef";
                ((to_ += "\\u00") += hex[static_cast<unsigned char>(c) >> 4U]) +=
                    hex[static_cast<unsigned char>(c) & 0xfU];
            } else {
                to_ += c;
            }
        }
        to_ += '"';
    }

    void array(const boost::json::array& from, std::size_t depth) {
        if (!within(depth)) return;
        to_ += '[';
        for (const boost::json::value& each : from) {
            if (&each != from.data()) to_ += ',';
            write(each, depth);
        }
        to_ += ']';
    }

    /// Keys stand in jsonb's order, the shorter first, so that an object is read in the same order from both databases.
    void object(const boost::json::object& from, std::size_t depth) {
        if (!within(depth)) return;
        std::vector<const boost::json::key_value_pair*> members;
        members.reserve(from.size());
        for (const auto& each : from) members.push_back(&each);
        std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
            return a->key().size() != b->key().size() ? a->key().size() < b->key().size() : a->key() < b->key();
        });
        to_ += '{';
        for (const auto* each : members) {
            if (each != members.front()) to_ += ',';
            text({each->key().data(), each->key().size()});
            to_ += ':';
            write(each->value(), depth);
        }
        to_ += '}';
    }

    bool within(std::size_t depth) {
        if (depth <= deepest_json) return true;
        refused_ = "the JSON nests deeper than 256 arrays and objects; store it flatter, or as text";
        return false;
    }

    std::string& to_;
    std::string_view refused_{};
};

/// Builds a value as Boost.JSON's own parser does, but with doubles that are exact: its own may differ in the last bits.
struct json_builder {
    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();
    using view = boost::json::string_view;
    using error = boost::system::error_code;

    boost::json::value_stack made{};
    std::string digits{};
    bool too_large = false;

    json_builder() { made.reset(); }

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&) { return true; }
    bool on_array_begin(error&) { return true; }
    bool on_comment_part(view, error&) { return true; }
    bool on_comment(view, error&) { return true; }
    bool on_object_end(std::size_t count, error&) { return made.push_object(count), true; }
    bool on_array_end(std::size_t count, error&) { return made.push_array(count), true; }
    bool on_key_part(view part, std::size_t, error&) { return made.push_chars(part), true; }
    bool on_key(view part, std::size_t, error&) { return made.push_key(part), true; }
    bool on_string_part(view part, std::size_t, error&) { return made.push_chars(part), true; }
    bool on_string(view part, std::size_t, error&) { return made.push_string(part), true; }
    bool on_bool(bool value, error&) { return made.push_bool(value), true; }
    bool on_null(error&) { return made.push_null(), true; }
    bool on_number_part(view part, error&) { return digits.append(part.data(), part.size()), true; }
    bool on_int64(std::int64_t value, view, error&) { return digits.clear(), made.push_int64(value), true; }
    bool on_uint64(std::uint64_t value, view, error&) { return digits.clear(), made.push_uint64(value), true; }
    bool on_double(double, view part, error&) {
        digits.append(part.data(), part.size());
        made.push_double(exact());
        digits.clear();
        return true;
    }

private:
    double exact() {
        double value = 0;
#ifdef __cpp_lib_to_chars
        // Too small a number is zero, as everywhere in JSON; too large a one is none at all.
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{}) return value;
#endif
        value = std::strtod(digits.c_str(), nullptr);
        too_large = too_large || !std::isfinite(value);
        return value;
    }
};

}  // namespace detail

/// Appends a value's text to `to`. Returns why it cannot be stored, with the fix, or nothing; `to` is then of no use.
///
///     {"id":7,"name":"Ada","rates":[1.0,0.5]}
///
/// Objects' members stand in the order in which PostgreSQL's jsonb keeps them. A double has a fraction or an exponent,
/// so that it stays one; -0.0 is written 0.0. Sources: RFC 8259; the PostgreSQL manual, 8.14.
inline std::string_view write_json(const boost::json::value& from, std::string& to) {
    detail::json_writer writer{to};
    writer.write(from);
    return writer.refused();
}

/// Reads JSON: integers that fit 64 bits as they are, all other numbers as the nearest double.
///
/// Throws `std::invalid_argument` for what is no JSON, nests deeper than `deepest_json`, or has a number beyond double.
inline boost::json::value read_json(std::string_view text) {
    boost::json::parse_options how;
    how.max_depth = deepest_json;
    boost::json::basic_parser<detail::json_builder> parser{how};
    boost::system::error_code why;
    const std::size_t end = parser.write_some(false, text.data(), text.size(), why);
    if (why) throw std::invalid_argument("the text is no JSON: " + why.message() + " at byte " + std::to_string(end));
    if (end != text.size())
        throw std::invalid_argument("the text is no JSON: more text follows it at byte " + std::to_string(end));
    if (parser.handler().too_large) throw std::invalid_argument("the JSON holds a number that no double can hold");
    return parser.handler().made.release();
}

}  // namespace tain::types
