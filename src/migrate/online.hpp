// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

/// Statements that change a table of PostgreSQL while others read and write it. Each is run in a transaction of its own, or
/// outside any: none keeps a lock that stops others for longer than it takes to change the catalog. Where the plain
/// statement would look at every row under such a lock, another one has looked before, under a lock that stops nobody.
/// Source: the manual's chapters on ALTER TABLE (Notes) and CREATE INDEX (Building Indexes Concurrently).
namespace tain::migrate::postgresql::online {

/// A table, as SQL spells it and by its parts.
struct place {
    std::string table{};
    std::string schema{};
};

std::vector<std::string> create_index(const place& on, const schema::index& of);
std::vector<std::string> drop_index(const place& on, const std::string& name);

/// A constraint that new rows keep at once, and that is looked for in the others then. `definition` begins with
/// CONSTRAINT and the name.
std::vector<std::string> add_validated(const place& to, const std::string& name, const std::string& definition);

/// The index is built first; the constraint takes it over.
std::vector<std::string> add_unique(const place& to, const schema::unique& of);
std::vector<std::string> add_primary_key(const place& to, const schema::primary_key& of);

/// SET NOT NULL does not look at rows where a valid CHECK says it already; that one goes again.
std::vector<std::string> forbid_null(const place& in, const std::string& column);

}  // namespace tain::migrate::postgresql::online
