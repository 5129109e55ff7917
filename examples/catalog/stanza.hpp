// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <istream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace catalog {

/// A stanza that is not what it should be. `what()` says why, `line()` where.
class malformed_stanza : public std::runtime_error {
public:
    malformed_stanza(std::size_t line, const std::string& why) : std::runtime_error(why), line_(line) {}

    std::size_t line() const noexcept { return line_; }

private:
    std::size_t line_;
};

/// One field of a stanza. The lines of its value are joined by line breaks, each without the blanks around it.
struct field {
    std::string name{};
    std::string value{};
    std::size_t line = 0;
};

/// A stanza of a control file in Debian's format, deb822: fields up to an empty line.
struct stanza {
    std::vector<field> fields{};
    std::size_t line = 0;  ///< where it begins

    /// Returns the field of this name, in upper or lower case, or null.
    const field* find(std::string_view name) const;
};

/// Reads stanzas one by one, however long the input is.
///
///     for (catalog::stanza each; reader.next(each);) …
///
/// The format is that of Debian's policy, chapter 5.1; lines that begin with `#` are comments.
class stanza_reader {
public:
    /// Borrows the stream.
    explicit stanza_reader(std::istream& from) : from_(from) {}

    /// Reads the next stanza; false at the end of the input.
    ///
    /// Throws `malformed_stanza` for one that cannot be read, and passes it over: the next call goes on behind it. A line
    /// without a field name, a field given twice, and text that is not UTF-8 or holds NUL make a stanza malformed.
    /// Throws `std::runtime_error` when the stream fails before its end.
    bool next(stanza& to);

private:
    bool read_line();
    void skip_stanza();

    std::istream& from_;
    std::string line_{};
    std::size_t number_ = 0;
};

/// Returns the text without blanks and line breaks at its ends.
std::string_view trimmed(std::string_view text);

}  // namespace catalog
