// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/model_operations.hpp>

#include <span>
#include <vector>

namespace tain::orm {

struct assignment;

/// A foreign key that has to be NULL for a while, because objects refer to each other in a circle.
struct postponed {
    record* what;
    const reference* key;
};

/// Objects of one model that can be inserted together.
struct flush_step {
    std::vector<record*> objects;
    std::vector<postponed> nulled;
};

/// Returns an order in which the objects can be inserted, the referred ones first; backwards it is one in which their
/// rows can be deleted.
///
/// Models go by their foreign keys, each in one step. Within a circle of models, and a model that refers to itself,
/// objects go by their values: those that the `stored` rows have, or those that the members have now. A circle of
/// objects is broken at a foreign key that can be NULL; where there is none, it is left to the database, whose
/// constraint may be a deferred one.
/// Foreign keys that are `waiting` for the keys of objects to be inserted count as if they had them.
std::vector<flush_step> flush_order(std::span<record* const> objects, bool stored,
                                    std::span<const assignment> waiting = {});

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/flush_order.ipp>  // IWYU pragma: keep
#endif
