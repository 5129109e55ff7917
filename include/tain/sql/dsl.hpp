// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/functions.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/raw.hpp>
#include <tain/sql/select.hpp>

/// The query words and nothing else: `using namespace tain::dsl;`.
namespace tain::dsl {

using tain::alias;
using tain::and_;
using tain::asc;
using tain::avg;
using tain::between;
using tain::coalesce;
using tain::col;
using tain::count;
using tain::delete_from;
using tain::desc;
using tain::in;
using tain::insert;
using tain::is_not_null;
using tain::is_null;
using tain::length;
using tain::like;
using tain::lower;
using tain::max;
using tain::min;
using tain::not_;
using tain::not_in;
using tain::now;
using tain::of;
using tain::or_;
using tain::path;
using tain::raw;
using tain::select;
using tain::sum;
using tain::update;
using tain::upper;

}  // namespace tain::dsl
