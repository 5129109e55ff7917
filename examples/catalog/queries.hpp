// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a person would want to know of a catalog. Every query gives the same rows on SQLite and on PostgreSQL.
namespace catalog {

struct section_size {
    std::string section{};
    std::int64_t packages = 0;
    std::optional<std::int64_t> installed_size{};  ///< in KiB

    bool operator==(const section_size&) const = default;
};

/// The sections with most packages.
std::vector<section_size> biggest_sections(const tain::engine& db, std::int64_t limit);

struct popularity {
    std::string package{};
    std::int64_t dependencies = 0;

    bool operator==(const popularity&) const = default;
};

/// The packages, real and virtual, that most Depends and Pre-Depends fields name.
std::vector<popularity> most_depended_upon(const tain::engine& db, std::int64_t limit);

struct workload {
    std::string maintainer{};
    std::int64_t packages = 0;

    bool operator==(const workload&) const = default;
};

/// The maintainers with most packages.
std::vector<workload> busiest_maintainers(const tain::engine& db, std::int64_t limit);

/// The packages of this name, one for each architecture.
std::vector<Package> find_packages(const tain::engine& db, std::string_view name);

struct direct_need {
    Kind kind{};
    std::int32_t position = 0;     ///< within the field; alternatives to each other have the same
    std::int32_t alternative = 0;  ///< counted from 0
    std::string target{};
    std::optional<std::string> bound{};

    bool operator==(const direct_need&) const = default;
};

/// What a package itself says that it needs: Depends, then Pre-Depends, in their order. What several architectures of it
/// say alike comes once.
std::vector<direct_need> direct_needs(const tain::engine& db, std::string_view package);

struct transitive_need {
    std::string name{};
    std::optional<std::string> version{};          ///< nothing: it is virtual, or not in the catalog
    std::optional<std::int64_t> installed_size{};  ///< in KiB
    std::int64_t providers = 0;                    ///< how many packages say that they provide it

    auto operator<=>(const transitive_need&) const = default;
};

/// What a package needs and what that needs in turn, by name. Where there are alternatives the first counts.
std::vector<transitive_need> transitive_needs(const tain::engine& db, std::string_view package);

}  // namespace catalog
