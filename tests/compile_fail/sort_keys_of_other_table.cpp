// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const sort_keys<User> keys{{"title", col<&Post::title>}};
#else
inline const sort_keys<Post> keys{{"title", col<&Post::title>}};
#endif
