// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: of this list of models have the same name, and a database has one namespace for them
#include "models.hpp"

#include <tain/schema.hpp>

struct Author {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, name))
template <>
inline constexpr auto tain::mapping<Author> = table("authors", index<&Author::name>.named("by_name"));

struct Book {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Book, (), (id, name))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Book> = table("books", index<&Book::name>.named("by_name"));
#else
inline constexpr auto tain::mapping<Book> = table("books", index<&Book::name>.named("books_by_name"));
#endif

tain::schema::database made() { return tain::schema::of<tain::models<Author, Book>>(); }
