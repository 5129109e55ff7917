// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Terms, conditions, sort keys, limits and assignments that are chosen at run time.

#include <tain/engine/dynamic_change.hpp>
#include <tain/engine/dynamic_union.hpp>
#include <tain/engine/sort_keys.hpp>
#include <tain/sql/condition.hpp>
#include <tain/sql/dynamic.hpp>
#include <tain/sql/sort_key.hpp>
#include <tain/sql/term.hpp>

namespace tain::dsl {

using tain::all_of;
using tain::any_of;
using tain::by_element;
using tain::condition;
using tain::dynamic;
using tain::dynamic_delete;
using tain::dynamic_distinct;
using tain::dynamic_groups;
using tain::dynamic_select;
using tain::dynamic_union;
using tain::dynamic_update;
using tain::except;
using tain::group_key;
using tain::group_keys;
using tain::group_term;
using tain::in;
using tain::intersect;
using tain::not_in;
using tain::sort_key;
using tain::sort_keys;
using tain::term;
using tain::union_;
using tain::union_all;

}  // namespace tain::dsl
