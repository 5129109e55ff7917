// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// SQL text under construction: statements that end in semicolons, comments that are wrapped, an empty line between
/// what belongs to different tables.
class script {
public:
    /// Begins what belongs to `table`.
    void about(std::string_view table);
    void statement(std::string_view sql);
    /// Adds `-- review: …`, wrapped.
    void review(std::string_view text);
    /// Adds a line as it is.
    void line(std::string_view text);

    const std::string& text() const { return text_; }

private:
    void separate();

    std::string text_{};
    std::string table_{};
    bool separate_ = false;
};

}  // namespace tain::migrate
