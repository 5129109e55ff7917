// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The package catalog of a Debian system: the structs that are its tables.

#include <tain/tain.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Section {
    std::string name{};  ///< such as `net`, or `non-free/net`
    std::string area{};  ///< `main`, `contrib` or `non-free`
};
BOOST_DESCRIBE_STRUCT(Section, (), (name, area))

template <>
inline constexpr auto tain::mapping<Section> = table("sections", primary_key<&Section::name>);

struct Maintainer {
    std::string contact{};  ///< as packages write it: `Ada Lovelace <ada@example.org>`
    std::string name{};
    std::string address{};
};
BOOST_DESCRIBE_STRUCT(Maintainer, (), (contact, name, address))

template <>
inline constexpr auto tain::mapping<Maintainer> = table("maintainers", primary_key<&Maintainer::contact>);

struct Package {
    std::string name{};
    std::string architecture{};
    std::string version{};
    std::optional<std::string> section{};
    std::optional<std::string> maintainer{};
    std::string summary{};
    std::optional<std::string> source{};  ///< the source package, where it has another name
    std::optional<std::string> homepage{};
    std::optional<std::int64_t> installed_size{};  ///< in KiB
};
BOOST_DESCRIBE_STRUCT(Package, (),
                      (name, architecture, version, section, maintainer, summary, source, homepage, installed_size))

template <>
inline constexpr auto tain::mapping<Package> =
    table("packages", primary_key<&Package::name, &Package::architecture>,
          foreign_key<&Package::section>.references<&Section::name>(),
          foreign_key<&Package::maintainer>.references<&Maintainer::contact>());

/// What a package says about another one.
enum class Kind : std::uint8_t {
    pre_depends,
    depends,
    recommends,
    suggests,
    enhances,
    breaks,
    conflicts,
    replaces,
    provides
};
BOOST_DESCRIBE_ENUM(Kind, pre_depends, depends, recommends, suggests, enhances, breaks, conflicts, replaces, provides)

/// An edge from a package to another, which need not exist. In `Depends: a, b | c (>= 2)`, `c` is the alternative 1 at
/// the position 1.
struct Dependency {
    std::string package{};
    std::string architecture{};
    Kind kind{};
    std::int32_t position{};
    std::int32_t alternative{};
    std::string target{};
    std::optional<std::string> target_architecture{};  ///< such as `any`, of `python3:any`
    std::optional<std::string> bound{};                ///< which versions will do, such as `>= 2.36`
};
BOOST_DESCRIBE_STRUCT(Dependency, (),
                      (package, architecture, kind, position, alternative, target, target_architecture, bound))

template <>
inline constexpr auto tain::mapping<Dependency> =
    table("dependencies",
          primary_key<&Dependency::package, &Dependency::architecture, &Dependency::kind, &Dependency::position,
                      &Dependency::alternative>,
          foreign_key<&Dependency::package, &Dependency::architecture>.references<Package>().on_delete(cascade),
          index<&Dependency::target, &Dependency::kind>);

/// A word of the debtags vocabulary that applies to a package, such as `role::program`.
struct Tag {
    std::string package{};
    std::string architecture{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Tag, (), (package, architecture, name))

template <>
inline constexpr auto tain::mapping<Tag> =
    table("tags", primary_key<&Tag::package, &Tag::architecture, &Tag::name>,
          foreign_key<&Tag::package, &Tag::architecture>.references<Package>().on_delete(cascade));

using catalog_models = tain::models<Section, Maintainer, Package, Dependency, Tag>;
