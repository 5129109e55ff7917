// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/engine.hpp>
#include <tain/schema/ddl.hpp>
#include <tain/schema/of.hpp>

#include <string>

namespace tain {

/// Creates the tables, constraints and indexes of all models, in one transaction. For tests and first steps: an
/// application that lives on uses migrations.
///
///     tain::create_all<app>(db);
template <class Models>
void create_all(const engine& db) {
    const schema::database wanted = schema::of<Models>();
    auto tx = db.begin();
    for (const std::string& statement : schema::create_all(wanted, tx.kind())) tx.script(statement);
    tx.commit();
    db.forget_statements();
}

/// Drops the tables of all models where they are there, in one transaction. Their rows are lost.
template <class Models>
void drop_all(const engine& db) {
    const schema::database unwanted = schema::of<Models>();
    auto tx = db.begin();
    for (const std::string& statement : schema::drop_all(unwanted, tx.kind())) tx.script(statement);
    tx.commit();
    db.forget_statements();
}

}  // namespace tain
