// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "stanza.hpp"

#include <tain/engine/engine.hpp>

#include <cstddef>
#include <functional>
#include <istream>

namespace catalog {

/// How much was imported.
struct import_totals {
    std::size_t packages = 0;
    std::size_t dependencies = 0;
    std::size_t tags = 0;
    std::size_t malformed = 0;  ///< stanzas that were passed over
};

/// What an import tells while it runs.
struct import_listener {
    std::function<void(const import_totals&)> progress = [](const import_totals&) {};
    std::function<void(const malformed_stanza&)> malformed = [](const malformed_stanza&) {};
};

/// Imports the package stanzas of a stream, all in one transaction.
///
/// A package that is there already is brought up to date, and its dependencies and tags become those of the stanza.
/// Packages that the stream does not mention stay as they are. Malformed stanzas, and those of a package that the stream
/// had before, are told to the listener and passed over. When it throws nothing was imported.
import_totals import_packages(const tain::engine& db, std::istream& from, const import_listener& tell = {});

}  // namespace catalog
