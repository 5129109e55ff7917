// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: load() has no statement that a relation could be joined to
#include "trees.hpp"

#include <tain/session.hpp>

#ifdef TAIN_REJECTED
void load(tain::session& s, const tain::entity<Tree>& tree) { s.load(tree, with<&Tree::leaves>().joined()); }
#else
void load(tain::session& s, const tain::entity<Tree>& tree) { s.load(tree, with<&Tree::leaves>()); }
#endif
